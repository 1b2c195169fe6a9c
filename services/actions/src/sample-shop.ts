import { join } from 'node:path';
import { startShop } from '@deskhand/shop/start-shop.js';
import type { ActionsConfig } from './config.js';

/** Where no shop is configured, runs the sample shop in this process, with its books in the data folder, and fills in its URL. */
export async function withSampleShop(config: ActionsConfig): Promise<ActionsConfig> {
  if (config.SHOP_URL) return config;
  const shop = await startShop({ file: join(config.DESKHAND_DATA, 'shop.sqlite'), ...(config.SHOP_TOKEN && { token: config.SHOP_TOKEN }) });
  return { ...config, SHOP_URL: shop.url };
}
