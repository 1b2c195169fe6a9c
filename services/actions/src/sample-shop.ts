import { join } from 'node:path';
import { startShop } from '@deskhand/shop/start-shop.js';
import type { ActionsConfig } from './config.js';

/** Runs the sample shop in this process where no other is configured, with its books in the data folder; returns the configuration with its URL. */
export async function withSampleShop<Config extends Pick<ActionsConfig, 'SHOP_URL' | 'SHOP_TOKEN' | 'DESKHAND_DATA'>>(
  config: Config,
): Promise<{ config: Config; close: () => Promise<void> }> {
  if (config.SHOP_URL) return { config, close: async () => undefined };
  const shop = await startShop({ file: join(config.DESKHAND_DATA, 'shop.sqlite'), ...(config.SHOP_TOKEN && { token: config.SHOP_TOKEN }) });
  return { config: { ...config, SHOP_URL: shop.url }, close: () => shop.close() };
}
