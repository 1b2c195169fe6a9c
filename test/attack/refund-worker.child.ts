import { openDatabase } from '@deskhand/kit/database.js';
import { openAttackDesk } from './open-attack-desk.ts';
import { centsOf, orderOf } from './write-refund-shop.ts';

// One worker of the action service. It is told what a bus would tell it, answers what became of the refund, and is killed at any moment.
const { DATABASE_URL = '', SHOP_URL = '', FRESH_KEYS } = process.env;
const db = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: '' });
const desk = openAttackDesk(db, SHOP_URL, { timeoutMs: 400, patienceMs: 15_000, owner: `worker-${process.pid}-${Date.now()}` });
// Planted: each sending has a key of its own.
if (FRESH_KEYS) {
  const { send } = desk.client;
  desk.client.send = (write, key) => send.call(desk.client, write, `${key}-${Math.random()}`);
}

export interface Ask {
  index: number;
  /** Which of the customer's messages about it this is, from 1. */
  message: number;
}

async function refund({ index, message }: Ask): Promise<string> {
  const { orderId, customerId } = orderOf(index);
  const amount = `${(centsOf(index) / 100).toFixed(2)} USD`;
  const said = {
    received: { ticketId: `tkt_${index}_${message}`, conversationId: `con_${index}`, customerId },
    classified: { intent: 'refund_request', wishes: ['refund'], entities: { orderId: [orderId], amount: [amount] } },
  };
  const { calls } = await desk.runner.run(await desk.turnOf(`Please refund ${amount} of order ${orderId}`, said));
  return calls.find(({ tool }) => tool === 'process_refund')?.status ?? 'not_begun';
}

process.on('disconnect', () => process.exit());
process.on('message', (ask: Ask) => {
  void refund(ask)
    .catch((error: Error) => `thrown: ${error.message}`)
    .then((status) => process.send?.({ ...ask, status }));
});
process.send!({ ready: true });
