import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DayPartitions, dayMs, dayOf } from '@deskhand/console/perform/day-partitions.js';
import { runCommandLine } from '@deskhand/desk/cli/main.js';
import { replayedTopics } from '@deskhand/desk/evals/replay/turn-book.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { openPureParts } from '../simulation/pure-parts.ts';
import { Simulation } from '../simulation/simulation.ts';

// node test/bench/bench-replay.ts --turns 100000 [--data DIR] [--keep] [--whole]: an archive with 30 days of turns, and what would differ in it.
const { values } = parseArgs({ options: { turns: { type: 'string', default: '10000' }, data: { type: 'string' }, keep: { type: 'boolean', default: false }, whole: { type: 'boolean', default: false } } });
const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'deskhand-replay-')));
const days = 30;
const seeds = 60;

const addEvents = `insert into console.event (day, id, topic, lane, conversation_id, ticket_id, turn, at, headers, body)
  select (at at time zone 'utc')::date, id, topic, 'stable', conversation_id, ticket_id, turn, at, '{}', body
  from jsonb_to_recordset($1::jsonb) as r(id text, topic text, conversation_id text, ticket_id text, turn int, at timestamptz, body text)`;
const copyEvents = `insert into console.event (day, id, topic, lane, conversation_id, ticket_id, turn, at, headers, body)
  select ((at - $2::interval) at time zone 'utc')::date, id || $1, topic, lane, conversation_id || $1, ticket_id || $1, turn, at - $2::interval, headers,
    replace(replace(body, '"' || ticket_id || '"', '"' || ticket_id || $1 || '"'), '"' || conversation_id || '"', '"' || conversation_id || $1 || '"')
  from console.event where seq <= $3 order by seq`;
const addTickets = `insert into console.ticket (ticket_id, conversation_id, version, facts, state, approval_statuses)
  select distinct ticket_id, conversation_id, 1, '{}', 'replied', '{}'::text[] from console.event where ticket_id is not null on conflict do nothing`;

const db = await openDatabase({ dataDir });
await migrate(db, 'console', new URL('../../services/console/migrations/', import.meta.url));
const turns = await fill(db, Number(values.turns));
const [{ events, mb }] = (await db.query<{ events: number; mb: number }>('select count(*)::int as events, (sum(length(body)) / 1048576)::int as mb from console.event')) as [{ events: number; mb: number }];
await db.close();
console.log(`${turns} turns of ${days} days, ${events} events, ${mb} MB of bodies, in ${dataDir}`);
await measure('--what-if', 'escalation_threshold.refund_request=0.6');
await measure('--what-if', 'review_threshold.order_status=0.96');
if (values.whole) await measure();
if (!values.keep) await rm(dataDir, { recursive: true, force: true });

/** What simulated desks said, again and again under other names and at other times, until there are enough turns. */
async function fill(into: Database, wanted: number): Promise<number> {
  const partitions = new DayPartitions(into);
  for (let day = -1; day <= days + 1; day++) await partitions.ensure(dayOf(Date.now() - day * dayMs));
  const rows = await simulated();
  await into.query(addEvents, [JSON.stringify(rows)]);
  const each = rows.filter(({ topic }) => topic === 'ticket.received.v1').length;
  const copies = Math.max(0, Math.ceil(wanted / each) - 1);
  for (let n = 1; n <= copies; n++) await into.query(copyEvents, [`c${n}`, `${Math.round((n / copies) * (days - 1) * 86_400)} seconds`, rows.length]);
  await into.query(addTickets);
  return each * (copies + 1);
}

async function simulated() {
  const parts = await openPureParts();
  const rows: { id: string; topic: string; conversation_id: string; ticket_id: string | null; turn: number | null; at: string; body: string }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const simulation = new Simulation(parts, seed);
    await simulation.run();
    for (const line of simulation.history.lines) {
      const json = /-> \S+ (\{.*)$/.exec(line)?.[1];
      const event = json && (JSON.parse(json) as { id: string; topic: string; key: string; subject: string | null; body: { received?: { turn: number }; turn?: number } });
      if (!event || !(replayedTopics as readonly string[]).includes(event.topic)) continue;
      const own = (text: string) => text.replace(/con\d/g, (name) => `${name}s${seed}`);
      const body = JSON.stringify(event.body).replace(/"(?:tkt_)?con\d"/g, own);
      const turn = event.body.received?.turn ?? event.body.turn ?? null;
      rows.push({ id: `${event.id}s${seed}`, topic: event.topic, conversation_id: own(event.key), ticket_id: event.subject && own(event.subject), turn, at: new Date(Date.now() - dayMs + rows.length).toISOString(), body });
    }
  }
  return rows;
}

async function measure(...args: string[]): Promise<void> {
  const began = performance.now();
  let out = '';
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
  const env = { DESKHAND_DATA: dataDir, DESKHAND_URL: 'http://127.0.0.1:1' };
  const code = await runCommandLine(['replay', '--days', String(days + 1), ...args], { env, out: { write: (text) => (out += text) }, err: { write: (text) => (out += text) } });
  clearInterval(watch);
  console.log(`replay ${args.join(' ')}: ${((performance.now() - began) / 1000).toFixed(1)} s, at most ${Math.round(peak / 1024 ** 2)} MB, exit ${code}: ${out.split('\n')[0]}`);
}
