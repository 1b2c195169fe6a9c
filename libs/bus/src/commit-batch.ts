import type { PoolClient } from 'pg';
import type { Entry, Verdict } from './entry.js';
import type { StoredEvent } from './stored-event.js';
import type { Statement } from './statement.js';

/** Where a batch's events go: the log or the outbox. */
export interface Sink {
  /** Takes $1 hearers, $2 inbox ids, $3 events, $4 and $5 attempts done, then `housekeeping`. Answers one row: `fresh`, `seqs`. */
  readonly sql: string;
  housekeeping(): unknown[];
  /** Called in the order of commits. */
  committed(events: StoredEvent[], housekeeping: unknown[]): void;
  /** A transaction failed in a way that leaves open whether it was applied: the table knows, memory does not. */
  doubt(): void;
}

export interface BatchResult {
  verdicts: Map<Entry, Verdict>;
  events: StoredEvent[];
}

/** Thrown to roll a batch back: the state of these entries has moved since it was read. */
export class Conflict extends Error {
  constructor(readonly entries: Set<Entry>) {
    super('The state has changed meanwhile.');
  }
}

/** Inbox, events and every kind of write: one statement each, inside the caller's transaction. */
export async function commitBatch(client: PoolClient, sink: Sink, entries: readonly Entry[], housekeeping: unknown[]): Promise<BatchResult> {
  const { fresh, seqs, candidates } = await insertEvents(client, sink, entries, housekeeping);
  const verdicts = new Map<Entry, Verdict>();
  for (const entry of entries) verdicts.set(entry, isFresh(entry, fresh) ? 'committed' : 'duplicate');
  const applied = entries.filter((entry) => verdicts.get(entry) === 'committed');
  const conflicts = await applyWrites(client, applied);
  if (conflicts.size) throw new Conflict(conflicts);
  const kept = candidates.filter(({ entry }) => verdicts.get(entry) === 'committed');
  return { verdicts, events: kept.map(({ event }, n) => ({ ...event, seq: seqs[n]! })) };
}

async function insertEvents(client: PoolClient, sink: Sink, entries: readonly Entry[], housekeeping: unknown[]) {
  const heard = entries.filter(({ inboxId }) => inboxId !== null);
  const tried = heard.filter(({ attempted }) => attempted);
  const candidates = entries.flatMap((entry) => entry.events.map((event) => ({ entry, event })));
  const rows = candidates.map(({ entry, event }, n) => ({ ...event, n, inbox: entry.inboxId }));
  const { rows: answers } = await client.query<{ fresh: string[]; seqs: (string | number)[] }>({
    name: 'bus.commit',
    text: sink.sql,
    values: [
      heard.map(({ service }) => service),
      heard.map(({ inboxId }) => inboxId),
      JSON.stringify(rows),
      tried.map(({ service }) => service),
      tried.map(({ inboxId }) => inboxId),
      ...housekeeping,
    ],
  });
  const answer = answers[0]!;
  return { fresh: new Set(answer.fresh), seqs: answer.seqs.map(Number), candidates };
}

function isFresh({ service, inboxId }: Entry, fresh: Set<string>): boolean {
  return inboxId === null || fresh.has(`${service}/${inboxId}`);
}

/** Answers the entries of which a conditional row was not applied. */
async function applyWrites(client: PoolClient, entries: readonly Entry[]): Promise<Set<Entry>> {
  const kinds = new Map<string, { statement: Statement<object>; rows: object[]; owners: Entry[] }>();
  for (const entry of entries)
    for (const { statement, row } of entry.writes) {
      const kind = kinds.get(statement.name) ?? { statement, rows: [], owners: [] };
      kinds.set(statement.name, kind);
      kind.rows.push({ ...row, i: kind.rows.length });
      kind.owners.push(entry);
    }
  const conflicts = new Set<Entry>();
  for (const { statement, rows, owners } of kinds.values()) {
    const { rows: applied } = await client.query<{ i: number }>({ name: `bus:${statement.name}`, text: statement.sql, values: [JSON.stringify(rows)] });
    if (!statement.conditional) continue;
    const done = new Set(applied.map(({ i }) => i));
    owners.forEach((entry, i) => done.has(i) || conflicts.add(entry));
  }
  return conflicts;
}
