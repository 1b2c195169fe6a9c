import { join } from 'node:path';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { startShop } from '@deskhand/shop/start-shop.js';
import type { DeskConfig } from '../config.js';

/** Where no shop is configured: the sample shop in this process, its book in the data folder. Fills in its address; answers how to close it. @throws BootFailure */
export async function openSampleShop(config: Pick<DeskConfig, 'SHOP_URL' | 'SHOP_TOKEN' | 'DESKHAND_DATA' | 'LANE'>, tell: (line: string) => void): Promise<() => Promise<void>> {
  if (config.SHOP_URL) {
    tell(`The shop is ${config.SHOP_URL}.`);
    return async () => {};
  }
  if (config.LANE !== 'stable') throw new BootFailure(`LANE is ${config.LANE} and SHOP_URL is not set: a lane serves the shop of the stable services, so set SHOP_URL to theirs (they print it as they start).`);
  const shop = await startShop({ file: join(config.DESKHAND_DATA, 'shop.sqlite'), token: config.SHOP_TOKEN });
  config.SHOP_URL = shop.url;
  tell(`SHOP_URL is not set: the sample shop Larkspur Goods is open at ${shop.url}.`);
  return () => shop.close();
}
