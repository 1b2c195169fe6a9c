import { bodyOf } from './body-of.js';
import type { SeenEvent } from './facts.js';
import { locateEvent } from './locate-event.js';
import type { OutputKind } from './manifest.js';

/** Something that the desk gave out, and that a manifest is due for. */
export interface Output {
  readonly kind: OutputKind;
  readonly eventId: string;
  readonly ticketId: string;
  readonly at: string;
  /** Replies only. */
  readonly messageId: string;
}

/** The output that an event is; undefined for all others. */
export function outputOf(event: SeenEvent): Output | undefined {
  const { ticketId } = locateEvent(event);
  const reply = bodyOf(event, 'reply.delivered.v1');
  const kind = reply ? 'reply' : event.topic === 'case.escalated.v1' ? 'escalation' : isSettling(event) ? 'settled' : undefined;
  return kind && ticketId ? { kind, eventId: event.id, ticketId, at: event.at, messageId: reply?.messageId ?? '' } : undefined;
}

/** A change of the case that an analyst counts: the turn has come to rest, or what it came to has changed. */
function isSettling(event: SeenEvent): boolean {
  return Boolean(bodyOf(event, 'case.changed.v1')?.case?.outcome);
}
