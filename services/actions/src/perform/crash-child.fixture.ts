import { openDatabase } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { catalogue, factsOf } from '../decide/turn.fixture.js';
import { propose } from '../decide/propose.js';
import { MemoryVault, partsOn } from './desk.fixture.js';
import { TurnFactory } from './turn-factory.js';
import { TurnRunner } from './turn-runner.js';
import { Vault } from './vault.js';

// Serves one refund and kills itself -9 at its KILL_AT-th step: each database statement and each write to the shop is two steps,
// before and after. Prints what came of it when it lives.
const { DATABASE_URL, SHOP_URL = '', ORDER_ID = '', KILL_AT = '0' } = process.env;
let step = 0;

function reach(): void {
  step += 1;
  if (step === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
}

async function between<T>(work: () => Promise<T>): Promise<T> {
  reach();
  const result = await work();
  reach();
  return result;
}

const db = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: '' });
await migrate(db, 'actions', new URL('../../migrations/', import.meta.url));
const query = db.query.bind(db);
const transaction = db.transaction.bind(db);
Object.assign(db, {
  query: (sql: string, params?: unknown[]) => between(() => query(sql, params)),
  transaction: (work: Parameters<typeof transaction>[0]) => between(() => transaction(work)),
});
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => (init?.method === 'POST' ? between(() => plainFetch(input, init)) : plainFetch(input, init));

const vault = new Vault(new MemoryVault());
const options = { timeoutMs: 400, patienceMs: 5_000, owner: String(process.pid) };
const parts = partsOn(db, SHOP_URL, { turn: null, served: 1, epoch: 0, heldBy: '' }, vault, options);
const turns = new TurnFactory(catalogue, 'auto', parts.client, vault);
const runner = new TurnRunner({ ...parts, shop: parts.client, vault, search: async () => [] });
const said = { classified: { intent: 'refund_request', entities: { orderId: [ORDER_ID] }, wishes: ['refund'] } };
const turn = await turns.make(factsOf(`Please refund order ${ORDER_ID}`, said), new Date().toISOString());
const ran = await runner.run(turn);
const proposed = propose(turn, ran.step, ran.calls);
await db.close();
console.log(JSON.stringify({ steps: step, kind: proposed.kind, text: proposed.proposal.text }));
