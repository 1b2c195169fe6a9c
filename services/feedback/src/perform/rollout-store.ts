import { nothingRolledOut } from '@deskhand/bus/lane-table.js';
import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { CurrentRequest } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Rollout } from '../decide/change-rollout.js';
import type { Member } from '../decide/may-adopt.js';
import type { Outcome } from '../decide/outcome.js';

/** Takes effect only where nobody else has made this version. */
const addRollout = statement<{ version: number; body: string }>(
  'feedback.rollout',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, version int, body text)),
   added as (insert into feedback.rollout (version, body) select version, body from r on conflict do nothing returning version)
   select min(r.i) as i from added join r using (version) group by version`,
  { conditional: true },
);

const addSpend = statement<{ ticket_id: string; turn: number; at: string; usd: string }>(
  'feedback.spend',
  `insert into feedback.spend as s (ticket_id, turn, day, usd)
   select distinct on (ticket_id, turn) ticket_id, turn, (at at time zone 'utc')::date, usd
   from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, turn int, at timestamptz, usd numeric) order by ticket_id, turn, usd desc
   on conflict (ticket_id, turn) do update set usd = greatest(s.usd, excluded.usd)`,
);

/** A process that was silent for longer is gone. */
const presentSeconds = 10;
/** Saying the same again is written down this often. */
const sayAgainMs = 4_000;

/** The rollout, who is there, and what the day has cost. */
export class RolloutStore {
  readonly #said = new Map<string, { what: string; at: number }>();

  constructor(private readonly db: Database) {}

  async current(): Promise<Rollout> {
    const [row] = await this.db.query<{ body: string }>(`select body from feedback.rollout order by version desc limit 1`, []);
    if (row) return JSON.parse(row.body) as Rollout;
    const { eventId: _, ...first } = nothingRolledOut;
    return first;
  }

  add(rollout: Rollout): Write {
    return write(addRollout, { version: rollout.version, body: JSON.stringify(rollout) });
  }

  async note({ instance, lane, services, serving }: CurrentRequest): Promise<void> {
    const [what, said] = [serving.join(), this.#said.get(instance)];
    if (said?.what === what && Date.now() - said.at < sayAgainMs) return;
    await this.db.query(
      `insert into feedback.member (instance, lane, services, serving) values ($1, $2, $3, $4)
       on conflict (instance) do update set serving = excluded.serving, seen_at = now()`,
      [instance, lane, services, serving],
    );
    this.#said.set(instance, { what, at: Date.now() });
    if (said) return;
    // Somebody new: the time to forget who is long gone.
    await this.db.query(`delete from feedback.member where seen_at < now() - interval '1 day'`, []);
  }

  /** The processes that are there now. */
  async present(): Promise<Member[]> {
    const rows = await this.db.query<Omit<Member, 'seenAt'> & { seen_at: Date }>(
      `select instance, lane, services, serving, seen_at from feedback.member where seen_at > now() - make_interval(secs => ${presentSeconds}) order by lane desc, services`,
      [],
    );
    return rows.map(({ seen_at, ...member }) => ({ ...member, seenAt: seen_at.toISOString() }));
  }

  spend({ ticketId, turn, at, costUsd }: Outcome): Write {
    return write(addSpend, { ticket_id: ticketId, turn, at, usd: costUsd });
  }

  /** US dollars of the day, UTC, by the database's clock. */
  async spentToday(): Promise<number> {
    const [row] = await this.db.query<{ usd: string }>(`select coalesce(sum(usd), 0) as usd from feedback.spend where day = (now() at time zone 'utc')::date`, []);
    return Number(row!.usd);
  }
}
