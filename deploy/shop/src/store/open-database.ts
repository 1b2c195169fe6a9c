import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Opens (and where new, creates) the shop's database; `:memory:` keeps nothing. */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') mkdirSync(dirname(resolve(file)), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 5_000 });
  // FULL: an answer that left the shop survives a power cut, too.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  database.exec(tables);
  return database;
}

const tables = `
CREATE TABLE IF NOT EXISTS customers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT, address TEXT, status TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS customers_by_email ON customers (lower(email));

CREATE TABLE IF NOT EXISTS payment_methods (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, kind TEXT NOT NULL, label TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS payment_methods_by_customer ON payment_methods (customer_id);

CREATE TABLE IF NOT EXISTS products (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, attributes TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS variants (
  item_id TEXT PRIMARY KEY, product_id TEXT NOT NULL REFERENCES products, attributes TEXT NOT NULL,
  price INTEGER NOT NULL, available INTEGER NOT NULL, final_sale INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS variants_by_product ON variants (product_id);

CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, status TEXT NOT NULL,
  placed_at TEXT NOT NULL, delivered_at TEXT, refunded INTEGER NOT NULL, payment_method_id TEXT, address TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer_id);
CREATE TABLE IF NOT EXISTS order_lines (
  order_id TEXT NOT NULL REFERENCES orders, line INTEGER NOT NULL, item_id TEXT NOT NULL REFERENCES variants,
  quantity INTEGER NOT NULL, price INTEGER NOT NULL, final_sale INTEGER NOT NULL, PRIMARY KEY (order_id, line)
) STRICT;
CREATE TABLE IF NOT EXISTS shipments (
  order_id TEXT PRIMARY KEY REFERENCES orders, carrier TEXT NOT NULL, tracking_number TEXT NOT NULL,
  status TEXT NOT NULL, shipped_at TEXT NOT NULL, eta TEXT NOT NULL, events TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS refunds (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, amount INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS send_backs (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, kind TEXT NOT NULL, items TEXT NOT NULL,
  payment_method_id TEXT, at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mails (
  id TEXT PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS operations (
  key TEXT PRIMARY KEY, method TEXT NOT NULL, path TEXT NOT NULL, request TEXT NOT NULL,
  status INTEGER NOT NULL, response TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
-- No unique key on purpose: an effect done twice must show here as two rows.
CREATE TABLE IF NOT EXISTS ledger (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, idempotency_key TEXT NOT NULL, effect TEXT NOT NULL,
  method TEXT NOT NULL, path TEXT NOT NULL, request TEXT NOT NULL, response TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
`;
