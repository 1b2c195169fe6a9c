import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from '@deskhand/actions/decide/turn.js';
import type { Database } from '@deskhand/kit/database.js';
import { type RunningShop, startShop } from '@deskhand/shop/start-shop.js';
import { openDatabase } from '@deskhand/shop/store/open-database.js';
import { openAttackDesk } from './open-attack-desk.ts';
import { addressLine, readTauTasks, type TauTask, writeTauShop } from './tau-shop.ts';

export interface TauFigures {
  tasks: number;
  gold: number;
  /** Gold writes that the shop's own rules take when they come straight to it. */
  allowed: number;
  passed: number;
  /** Allowed by the shop and not done by the desk, or the other way round. */
  differences: string[];
  sameEndState: boolean;
  mutations: number;
  mutationsRefused: number;
  changedByMutations: number;
}

interface GoldWrite {
  name: string;
  customerId: string;
  call: Call;
  wish: string;
  request: { method: string; path: string; body: object };
}

/** Replays the gold writes of tau retail through gate and tools, and straight to a second shop; then bends each one. */
export async function replayTau(db: Database, dir: string, most = Infinity): Promise<TauFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'tau-'));
  const figures: TauFigures = { tasks: 0, gold: 0, allowed: 0, passed: 0, differences: [], sameEndState: false, mutations: 0, mutationsRefused: 0, changedByMutations: 0 };
  const files = ['desk', 'direct'].map((name) => join(folder, `${name}.sqlite`));
  for (const file of files) writeTauShop(dir, file);
  const [through, straight] = await Promise.all(files.map((file) => startShop({ file, seed: false }))) as [RunningShop, RunningShop];
  await db.query('truncate actions.ledger, actions.pause', []);
  const desk = openAttackDesk(db, through.url);
  const orderOwners = ownersIn(files[0]!);
  let turn = 0;
  const attempt = async (write: GoldWrite, conversationId: string, customerId = write.customerId) => {
    turn += 1;
    const { orderId } = write.call.arguments;
    const said = {
      received: { ticketId: `tkt_${turn}`, conversationId, customerId },
      classified: { intent: 'order_change', wishes: [write.wish], entities: { orderId: orderId === undefined ? [] : [String(orderId)] }, confidence: 0.99 },
    };
    return (await desk.attempt(`Please do this with ${String(orderId)}`, said, [write.call]))[0]!;
  };
  try {
    for (const task of readTauTasks(dir).slice(0, most)) {
      figures.tasks += 1;
      for (const [index, write] of writesOf(task).entries()) {
        figures.gold += 1;
        const count = () => through.ledger().length;
        for (const mutation of mutationsOf(write, orderOwners)) {
          const before = count();
          const done = await attempt(mutation.write, `${task.id}/mutated`, mutation.customerId);
          figures.mutations += 1;
          figures.mutationsRefused += done.status === 'refused' ? 1 : 0;
          figures.changedByMutations += count() - before;
          if (done.status !== 'refused') figures.differences.push(`${task.id} ${mutation.name}: ${done.status}`);
        }
        const direct = await send(straight, write, `${task.id}-${index}`);
        const done = await attempt(write, task.id);
        figures.allowed += direct < 300 ? 1 : 0;
        figures.passed += direct < 300 && done.status === 'succeeded' ? 1 : 0;
        if (direct < 300 !== (done.status === 'succeeded')) figures.differences.push(`${task.id} ${write.name}: ${direct} straight, ${done.status} ${done.refusal?.code ?? ''} through the desk`);
        if (write.name !== 'cancel_pending_order' || done.status !== 'succeeded') continue;
        const before = count();
        const again = await attempt(write, `${task.id}/again`);
        figures.mutations += 1;
        figures.mutationsRefused += again.status === 'refused' ? 1 : 0;
        figures.changedByMutations += count() - before;
      }
    }
  } finally {
    await Promise.all([through.close(), straight.close()]);
  }
  const [one, other] = files.map(stateIn);
  figures.sameEndState = one === other;
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

function writesOf({ user_id: customerId, actions }: TauTask): GoldWrite[] {
  return actions.flatMap(({ name, kwargs }) => {
    const orderId = String(kwargs.order_id ?? '').replace('#', '');
    const itemIds = (kwargs.item_ids ?? []) as string[];
    const items = itemIds.map((itemId, index) => ({ itemId, newItemId: (kwargs.new_item_ids as string[] | undefined)?.[index] ?? '' }));
    const paymentMethodId = kwargs.payment_method_id as string;
    const make = (tool: Call['tool'], wish: string, args: object, method: string, path: string): GoldWrite[] => [
      { name, customerId, wish, call: { tool, arguments: { orderId, ...args } }, request: { method, path: `/orders/${orderId}${path}`, body: args } },
    ];
    switch (name) {
      case 'cancel_pending_order': return make('cancel_order', 'cancel', { reason: String(kwargs.reason) }, 'POST', '/cancel');
      case 'modify_pending_order_items': return make('change_items', 'change_items', { items }, 'PATCH', '');
      case 'modify_pending_order_payment': return make('change_payment', 'change_payment', { paymentMethodId }, 'PATCH', '');
      case 'modify_pending_order_address': return make('change_address', 'change_address', { address: addressLine(kwargs) }, 'PATCH', '');
      case 'return_delivered_order_items': return make('return_items', 'return', { itemIds, paymentMethodId }, 'POST', '/returns');
      case 'exchange_delivered_order_items': return make('exchange_items', 'exchange', { items, paymentMethodId }, 'POST', '/exchanges');
      default: return [];
    }
  });
}

interface Mutation {
  name: string;
  write: GoldWrite;
  customerId: string;
}

function mutationsOf(write: GoldWrite, orders: readonly { id: string; customerId: string; status: string }[]): Mutation[] {
  const { customerId, call } = write;
  const args = call.arguments;
  const bent = (name: string, change: object, by = customerId): Mutation => ({ name, customerId: by, write: { ...write, call: { ...call, arguments: { ...args, ...change } } } });
  const stranger = orders.find((order) => order.customerId !== customerId)!;
  const isSendBack = call.tool === 'return_items' || call.tool === 'exchange_items';
  const undelivered = isSendBack ? orders.find((order) => order.customerId === customerId && order.status === 'processed') : undefined;
  return [
    bent("somebody else's order", {}, stranger.customerId),
    bent("an order of somebody else's", { orderId: stranger.id }),
    ...(undelivered ? [bent('not delivered', { orderId: undelivered.id })] : []),
    ...(args.paymentMethodId === undefined ? [] : [bent('a foreign payment method', { paymentMethodId: 'credit_card_0000000' })]),
    ...(args.itemIds ? [bent('an item not in the order', { itemIds: ['0000000000'] })] : []),
    ...(args.items ? [bent('an item not in the order', { items: [{ itemId: '0000000000', newItemId: '1111111111' }] })] : []),
  ];
}

async function send(shop: RunningShop, { request: { method, path, body } }: GoldWrite, key: string): Promise<number> {
  const response = await fetch(shop.url + path, { method, headers: { 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}

function ownersIn(file: string) {
  const database = openDatabase(file);
  const rows = database.prepare('SELECT id, customer_id, status FROM orders ORDER BY id').all();
  database.close();
  return rows.map((row) => ({ id: String(row.id), customerId: String(row.customer_id), status: String(row.status) }));
}

/** Everything that a write can change, but the times and the ids that the shop draws. */
function stateIn(file: string): string {
  const database = openDatabase(file);
  const all = (sql: string) => database.prepare(sql).all();
  const state = [
    all('SELECT id, status, refunded, payment_method_id, address FROM orders ORDER BY id'), all('SELECT * FROM order_lines ORDER BY order_id, line'),
    all('SELECT order_id, kind, items, payment_method_id FROM send_backs ORDER BY order_id'), all('SELECT * FROM customers ORDER BY id'),
  ];
  database.close();
  return JSON.stringify(state);
}
