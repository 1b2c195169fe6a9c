import { z } from 'zod';
import { startShop } from './start-shop.js';

const environment = z.object({
  PORT: z.coerce.number('must be a port').int().min(0).max(65_535).default(8090),
  HOST: z.string().default('127.0.0.1'),
  SHOP_TOKEN: z.string().optional(),
  SHOP_DB: z.string().default(':memory:'),
});

const parsed = environment.safeParse(process.env);
if (!parsed.success) {
  console.error(`shop: cannot start. ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}.`);
  process.exit(1);
}
const { PORT, HOST, SHOP_TOKEN, SHOP_DB } = parsed.data;
if (!['127.0.0.1', 'localhost', '::1'].includes(HOST) && !SHOP_TOKEN) {
  console.error(`shop: cannot start. Set SHOP_TOKEN to listen on ${HOST}, or leave HOST unset.`);
  process.exit(1);
}

const shop = await startShop({ port: PORT, host: HOST, token: SHOP_TOKEN, file: SHOP_DB });
console.log(`Larkspur Goods is open at ${shop.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shop.close());
