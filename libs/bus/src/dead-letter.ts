import type { Lane } from '@deskhand/contracts/words.js';
import { deriveId } from './derive-id.js';
import { inboxId, type Incoming, type RawRecord } from './incoming.js';
import { statement } from './statement.js';

/** One line about a delivery that a service gave up. The record itself is where `keptAt` says. */
export interface DeadLetterSummary {
  id: string;
  service: string;
  topic: string;
  lane: Lane;
  subject: string | null;
  reason: string;
  errorType: string;
  attempts: number;
  /** `topic[partition]@offset` of the original. */
  place: string;
  /** The same of the dead letter; embedded: the row itself. */
  keptAt: string;
  at: string;
}

export interface DeadLetter extends DeadLetterSummary {
  record: RawRecord;
}

export interface Burial {
  service: string;
  group: string;
  incoming: Incoming;
  error: unknown;
  attempts: number;
}

export function errorType(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500) || 'unknown';
}

/** One for each event, however often it comes: a crash between keeping and committing gives one line, not two. */
export function deadLetterId({ service, incoming }: Burial): string {
  return deriveId(service, inboxId(incoming));
}

export interface DeadLetterRow {
  id: string;
  inbox_id: string;
  service: string;
  topic: string;
  lane: string;
  subject: string | null;
  reason: string;
  error_type: string;
  attempts: number;
  place: string;
  kept_at: string;
  raw: object | null;
}

export const insertDeadLetter = statement<DeadLetterRow>(
  'bus.dead-letter',
  `insert into bus.dead_letter (id, inbox_id, service, topic, lane, subject, reason, error_type, attempts, place, kept_at, raw)
   select id, inbox_id, service, topic, lane, subject, reason, error_type, attempts, place, kept_at, raw
   from jsonb_to_recordset($1::jsonb) as r(id uuid, inbox_id uuid, service text, topic text, lane text, subject text, reason text, error_type text,
     attempts int, place text, kept_at text, raw jsonb)
   on conflict (id) do update set reason = excluded.reason, attempts = excluded.attempts, place = excluded.place, kept_at = excluded.kept_at, raw = excluded.raw,
     at = now(), settled_as = null, settled_at = null`,
);

export function deadLetterRow(burial: Burial, keptAt: string, raw: object | null): DeadLetterRow {
  const { service, incoming, error, attempts } = burial;
  const { place } = incoming;
  return {
    id: deadLetterId(burial),
    inbox_id: inboxId(incoming),
    service,
    topic: incoming.topic,
    lane: incoming.lane,
    subject: incoming.subject,
    // Postgres text holds no NUL.
    reason: reasonOf(error).replaceAll('\0', ''),
    error_type: errorType(error),
    attempts,
    place: `${place.topic}[${place.partition}]@${place.offset}`,
    kept_at: keptAt,
    raw,
  };
}
