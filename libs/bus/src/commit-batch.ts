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

/** Thrown to roll a batch back: these entries cannot be committed as they are, the others can. */
export class Unfit extends Error {
  constructor(
    readonly entries: ReadonlySet<Entry>,
    /** The state has moved since it was read, or part of the entry was handled before. */
    readonly verdict: 'conflict' | 'torn',
  ) {
    super('Part of the batch cannot be committed.');
  }
}

/** Thrown to roll a batch back: some of it had been handled before, and what it would write must not be written again. */
export class Repeated extends Error {
  constructor() {
    super('Part of the batch was handled before.');
  }
}

/**
 * Inbox, events and every kind of write: one statement each, inside the caller's transaction. A batch is nearly always new as a whole: then
 * all statements go out at once. `wary` waits for the inbox first and writes only what is new; it is how a batch comes again after `Repeated`.
 */
export async function commitBatch(client: PoolClient, sink: Sink, entries: readonly Entry[], housekeeping: unknown[], wary: boolean): Promise<BatchResult> {
  const inserting = insertEvents(client, sink, entries, housekeeping);
  const writing = wary ? undefined : applyWrites(client, entries);
  const [inserted, written] = await Promise.allSettled([inserting, writing]);
  if (inserted.status === 'rejected') throw inserted.reason;
  const { fresh, seqs, candidates } = inserted.value;
  const isNew = (entry: Entry) => isFresh(entry, fresh);
  const torn = new Set(entries.filter((entry) => entry.inboxIds.length > 1 && !isNew(entry)));
  if (torn.size) throw new Unfit(torn, 'torn');
  if (!wary && !entries.every(isNew)) throw new Repeated();
  if (written.status === 'rejected') throw written.reason;
  const conflicts = written.value ?? (await applyWrites(client, entries.filter(isNew)));
  if (conflicts.size) throw new Unfit(conflicts, 'conflict');
  const kept = candidates.filter(({ entry }) => isNew(entry));
  return {
    verdicts: new Map(entries.map((entry) => [entry, isNew(entry) ? 'committed' : 'duplicate'])),
    events: kept.map(({ event }, n) => ({ ...event, seq: seqs[n]! })),
  };
}

async function insertEvents(client: PoolClient, sink: Sink, entries: readonly Entry[], housekeeping: unknown[]) {
  const heard = entries.flatMap(({ service, inboxIds }) => inboxIds.map((id) => ({ service, id })));
  const tried = entries.flatMap(({ service, attempted }) => attempted.map((id) => ({ service, id })));
  const candidates = entries.flatMap((entry) => entry.events.map((event) => ({ entry, event })));
  const rows = candidates.map(({ entry, event }, n) => ({ ...event, n, inbox: entry.inboxIds[0] ?? null }));
  const { rows: answers } = await client.query<{ fresh: string[]; seqs: (string | number)[] }>({
    name: 'bus.commit',
    text: sink.sql,
    values: [
      heard.map(({ service }) => service),
      heard.map(({ id }) => id),
      JSON.stringify(rows),
      tried.map(({ service }) => service),
      tried.map(({ id }) => id),
      ...housekeeping,
    ],
  });
  const answer = answers[0]!;
  return { fresh: new Set(answer.fresh), seqs: answer.seqs.map(Number), candidates };
}

function isFresh({ service, inboxIds }: Entry, fresh: Set<string>): boolean {
  return inboxIds.every((id) => fresh.has(`${service}/${id}`));
}

/** Answers the entries of which a conditional row was not applied. */
async function applyWrites(client: PoolClient, entries: readonly Entry[]): Promise<Set<Entry>> {
  const kinds = new Map<string, Kind>();
  for (const entry of entries)
    for (const { statement, row } of entry.writes) {
      const kind = kinds.get(statement.name) ?? { statement, rows: [], owners: [] };
      kinds.set(statement.name, kind);
      kind.rows.push({ ...row, i: kind.rows.length });
      kind.owners.push(entry);
    }
  const conflicts = new Set<Entry>();
  const run = async ({ statement, rows, owners }: Kind) => {
    const { rows: applied } = await client.query<{ i: number }>({ name: `bus:${statement.name}`, text: statement.sql, values: [JSON.stringify(rows)] });
    if (!statement.conditional) return;
    const done = new Set(applied.map(({ i }) => i));
    owners.forEach((entry, i) => done.has(i) || conflicts.add(entry));
  };
  // In this order, and the first error is the one that says why: what follows it only hears that the transaction is over.
  for (const outcome of await Promise.allSettled([...kinds.values()].map(run))) if (outcome.status === 'rejected') throw outcome.reason;
  return conflicts;
}

interface Kind {
  statement: Statement<object>;
  rows: object[];
  owners: Entry[];
}
