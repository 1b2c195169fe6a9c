import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Cascade, Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { decideTurnAgain } from '@deskhand/intent/accept/decide-turn-again.js';
import { parseReceived } from '@deskhand/intent/accept/parse-received.js';
import type { ClassifierModel } from '@deskhand/intent/decide/classifier-model.js';

/** An event of the desk's archive, as far as a replay reads it. */
export interface RecordedEvent {
  topic: string;
  at: string;
  ticketId: string | null;
  body: unknown;
}

/** What was decided of a turn: by name, in words that can be compared. */
export type Decisions = Readonly<Record<'asksPeople' | 'intent' | 'agent' | 'priority' | 'sentiment' | 'language' | 'smallTalk' | 'wishes' | 'otherIntents' | 'entities' | 'confidence', string>>;

export interface Difference {
  ticketId: string;
  turn: number;
  at: string;
  /** Tokenised, as the archive has it. */
  text: string;
  changed: { decision: keyof Decisions; was: string; would: string }[];
}

export interface Replayed {
  turns: number;
  /** Turns without a recorded decision (still in work, held by a person) or whose texts were erased. */
  leftOut: number;
  differences: Difference[];
}

interface Turn {
  received: Received;
  at: string;
  decided?: Decisions;
  /** What a model was asked and said. */
  cascade?: Cascade | undefined;
}

/** Decides every recorded turn again and lists what would differ. Nothing is sent, written or called. */
export function replayTurns(events: readonly RecordedEvent[], catalogue: Catalogue, classifier: { model: ClassifierModel; version: string }): Replayed {
  const turns = new Map<string, Turn>();
  for (const event of events) readEvent(turns, event);
  const replayed: Replayed = { turns: 0, leftOut: 0, differences: [] };
  for (const { received, at, decided, cascade } of turns.values()) {
    if (!decided || !received.text) {
      replayed.leftOut++;
      continue;
    }
    replayed.turns++;
    const { classified, trigger } = decideTurnAgain(received, catalogue, classifier, cascade);
    const changed = differencesOf(decided, decisionsOf(classified, trigger?.code));
    if (changed.length > 0) replayed.differences.push({ ticketId: received.ticketId, turn: received.turn, at, text: received.text, changed });
  }
  return replayed;
}

function readEvent(turns: Map<string, Turn>, { topic, at, body }: RecordedEvent): void {
  if (topic === 'ticket.received.v1') {
    const received = parseReceived(body);
    turns.set(nameOf(received), { received, at });
  } else if (topic === 'ticket.classified.v1' || topic === 'escalation.requested.v1') {
    const { received, classified, cause } = body as { received: Received; classified?: Classified; cause?: { code: string; by: string } };
    const turn = turns.get(nameOf(received));
    if (!turn || turn.decided || !classified || (cause && cause.by !== 'intent')) return;
    turn.decided = decisionsOf(classified, cause?.code);
    turn.cascade = classified.cascade;
  }
}

function nameOf({ ticketId, turn }: Pick<Received, 'ticketId' | 'turn'>): string {
  return `${ticketId}/${turn}`;
}

function decisionsOf({ intent, agent, priority, sentiment, language, smallTalk, wishes, otherIntents, entities, confidence }: Classified, code: string | undefined): Decisions {
  return {
    asksPeople: code ?? 'no', intent, agent, priority: String(priority), sentiment, language, smallTalk: smallTalk || 'no',
    wishes: wishes.join(', ') || 'none', otherIntents: otherIntents.join(', ') || 'none',
    entities: Object.entries(entities ?? {}).filter(([, values]) => values !== undefined).map(([kind, values]) => `${kind} ${JSON.stringify(values)}`).sort().join(' ') || 'none',
    confidence: confidence.toFixed(3),
  };
}

function differencesOf(was: Decisions, would: Decisions): Difference['changed'] {
  return (Object.keys(was) as (keyof Decisions)[]).filter((name) => was[name] !== would[name]).map((decision) => ({ decision, was: was[decision], would: would[decision] }));
}
