import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DayPartitions, dayMs, dayOf } from '@deskhand/console/perform/day-partitions.js';
import { runCommandLine } from '@deskhand/desk/cli/main.js';
import { replayedTopics } from '@deskhand/desk/evals/replay/turn-book.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { identityToken, startDesk } from '../support/start-desk.ts';

// node test/bench/bench-replay.ts --turns 100000 [--data DIR --keep]: fills an archive with 30 days of turns and asks what would differ.
const { values } = parseArgs({ options: { turns: { type: 'string', default: '10000' }, data: { type: 'string' }, keep: { type: 'boolean', default: false }, whole: { type: 'boolean', default: false } } });
const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'deskhand-replay-')));
const days = 30;
const texts = [
  'Where is my order 12345?', 'Please refund order 20001', 'I want my money back for 20004', 'What is your return policy?', 'How long does shipping take?',
  'Cancel order 20009', 'I would like a refund', 'I want to talk to a human being', 'Do you have gift cards?', 'I forgot my password, please reset it',
  'The parcel arrived damaged and I am upset', 'thanks', 'Refund 20007 please', 'can you maybe give the money back for that thing', 'Is the jacket waterproof?',
];

const copyEvents = `insert into console.event (day, id, topic, lane, conversation_id, ticket_id, turn, at, headers, body)
  select ((at - $2::interval) at time zone 'utc')::date, id || $1, topic, lane, conversation_id || $1, ticket_id || $1, turn, at - $2::interval, headers,
    replace(replace(body, '"' || ticket_id || '"', '"' || ticket_id || $1 || '"'), '"' || conversation_id || '"', '"' || conversation_id || $1 || '"')
  from console.event where topic = any($3) and ticket_id is not null and length(id) = 36 order by seq`;
const copyTickets = `insert into console.ticket (ticket_id, conversation_id, version, facts, state, approval_statuses)
  select ticket_id || $1, conversation_id || $1, 1, '{}', state, '{}' from console.ticket where length(ticket_id) = 28`;

await record();
const db = await openDatabase({ dataDir });
const turns = await multiply(db, Number(values.turns));
await db.close();
console.log(`${turns} turns of ${days} days in ${dataDir}`);
await measure('--what-if', 'escalation_threshold.refund_request=0.6');
await measure('--what-if', 'escalation_threshold.refund_request=0.97');
if (values.whole) await measure();
if (!values.keep) await rm(dataDir, { recursive: true, force: true });

/** A desk serves each text once, known and unknown. */
async function record(): Promise<void> {
  const desk = await startDesk({ dataDir });
  const token = await identityToken();
  for (const text of texts) {
    await desk.client.settled({ text, source: 'known', customer: { identityToken: token } });
    await desk.client.settled({ text, source: 'unknown' });
  }
  await desk.stop();
}

/** The same turns again and again under other names and times, until there are enough. */
async function multiply(db: Database, wanted: number): Promise<number> {
  const partitions = new DayPartitions(db);
  for (let day = 0; day <= days + 1; day++) await partitions.ensure(dayOf(Date.now() - day * dayMs));
  const each = texts.length * 2;
  const copies = Math.ceil(wanted / each);
  const began = performance.now();
  for (let n = 1; n <= copies; n++) {
    const shift = `${Math.round(((copies - n) / copies) * days * 86_400)} seconds`;
    await db.query(copyEvents, [`-${n}`, shift, replayedTopics]);
    await db.query(copyTickets, [`-${n}`]);
    if (n % 200 === 0) console.log(`${n * each} turns, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return copies * each;
}

async function measure(...args: string[]): Promise<void> {
  const began = performance.now();
  let out = '';
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
  const env = { DESKHAND_DATA: dataDir, DESKHAND_URL: 'http://127.0.0.1:1' };
  const code = await runCommandLine(['replay', '--days', String(days + 1), ...args], { env, out: { write: (text) => (out += text) }, err: { write: (text) => (out += text) } });
  clearInterval(watch);
  await writeFile(join(tmpdir(), 'bench-replay.txt'), out);
  console.log(`replay ${args.join(' ')}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(peak / 1024 ** 2)} MB, exit ${code}: ${out.split('\n')[0]}`);
}
