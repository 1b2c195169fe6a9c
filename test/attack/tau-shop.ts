import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@deskhand/shop/store/open-database.js';

interface TauOrder {
  order_id: string;
  user_id: string;
  address: Record<string, string>;
  items: { name: string; product_id: string; item_id: string; price: number }[];
  status: string;
  payment_history: { payment_method_id: string }[];
}
interface TauUser {
  name: { first_name: string; last_name: string };
  address: Record<string, string>;
  email: string;
  payment_methods: Record<string, { source: string; id: string; last_four?: string }>;
}
interface TauProduct {
  name: string;
  product_id: string;
  variants: Record<string, { item_id: string; options: Record<string, string>; available: boolean; price: number }>;
}

export interface TauTask {
  id: string;
  user_id: string;
  actions: { name: string; kwargs: Record<string, unknown> }[];
}

const read = <T>(dir: string, name: string) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as T;
const day = 86_400_000;

/** One line of text, as the contract has addresses. */
export function addressLine(address: Record<string, unknown>): string {
  return ['address1', 'address2', 'city', 'state', 'zip', 'country'].map((name) => address[name]).filter(Boolean).join(', ');
}

/** Writes the tau retail store down as a sample shop's database. It has no dates: everything was placed lately, and what was delivered came two days ago. */
export function writeTauShop(dir: string, file: string): void {
  const database = openDatabase(file);
  const run = (sql: string) => database.prepare(sql);
  const cents = (price: number) => Math.round(price * 100);
  const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
  database.exec('BEGIN');
  const customer = run('INSERT INTO customers (id, name, email, phone, address, status) VALUES (?, ?, ?, NULL, ?, ?)');
  const method = run('INSERT INTO payment_methods (id, customer_id, kind, label) VALUES (?, ?, ?, ?)');
  for (const [id, user] of Object.entries(read<Record<string, TauUser>>(dir, 'tau_retail_users.json'))) {
    customer.run(id, `${user.name.first_name} ${user.name.last_name}`, user.email, addressLine(user.address), 'active');
    for (const each of Object.values(user.payment_methods)) method.run(each.id, id, each.source, `${each.source} ${each.last_four ?? ''}`.trim());
  }
  const product = run('INSERT INTO products (id, name, description, attributes) VALUES (?, ?, ?, ?)');
  const variant = run('INSERT INTO variants (item_id, product_id, attributes, price, available, final_sale) VALUES (?, ?, ?, ?, ?, 0)');
  for (const each of Object.values(read<Record<string, TauProduct>>(dir, 'tau_retail_products.json'))) {
    product.run(each.product_id, each.name, '', '{}');
    for (const one of Object.values(each.variants)) variant.run(one.item_id, each.product_id, JSON.stringify(one.options), cents(one.price), one.available ? 1 : 0);
  }
  const order = run('INSERT INTO orders (id, customer_id, status, placed_at, delivered_at, refunded, payment_method_id, address) VALUES (?, ?, ?, ?, ?, 0, ?, ?)');
  const line = run('INSERT INTO order_lines (order_id, line, item_id, quantity, price, final_sale) VALUES (?, ?, ?, 1, ?, 0)');
  for (const each of Object.values(read<Record<string, TauOrder>>(dir, 'tau_retail_orders.json'))) {
    const id = each.order_id.replace('#', '');
    order.run(id, each.user_id, each.status, ago(5), each.status === 'delivered' ? ago(2) : null, each.payment_history[0]?.payment_method_id ?? null, addressLine(each.address));
    for (const [index, item] of each.items.entries()) line.run(id, index, item.item_id, cents(item.price));
  }
  database.exec('COMMIT');
  database.close();
}

export function readTauTasks(dir: string): TauTask[] {
  const lines = ['train', 'dev'].flatMap((part) => readFileSync(join(dir, `tau_retail_tasks_${part}.jsonl`), 'utf8').trim().split('\n'));
  return lines.map((text) => JSON.parse(text) as TauTask);
}
