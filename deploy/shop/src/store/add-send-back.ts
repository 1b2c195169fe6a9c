import { randomUUID } from 'node:crypto';
import type { Shop } from '../shop.js';

export interface SendBack {
  orderId: string;
  kind: 'return' | 'exchange';
  items: unknown;
  paymentMethodId: string | null;
}

/** Notes what the warehouse will get back, and moves the order to the state that says so. */
export function addSendBack(shop: Shop, sendBack: SendBack): void {
  shop.database
    .prepare('INSERT INTO send_backs (id, order_id, kind, items, payment_method_id, at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      `snd_${randomUUID()}`,
      sendBack.orderId,
      sendBack.kind,
      JSON.stringify(sendBack.items),
      sendBack.paymentMethodId,
      shop.now().toISOString(),
    );
  shop.database.prepare('UPDATE orders SET status = ? WHERE id = ?').run(`${sendBack.kind}_requested`, sendBack.orderId);
}
