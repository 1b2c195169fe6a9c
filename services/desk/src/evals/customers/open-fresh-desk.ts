import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startShop } from '@deskhand/shop/start-shop.js';
import { DeskHttp } from '../../cli/desk-http.js';
import { mintToken } from '../../mint-token.js';
import { runDesk } from '../../up/run-desk.js';

type Environment = Record<string, string | undefined>;

export interface FreshDesk {
  desk: DeskHttp;
  /** The sample shop behind it, asked directly. */
  shop: DeskHttp;
  /** What proves to the desk that a customer of the shop speaks. */
  tokenFor(customerId: string): Promise<string>;
  close(): Promise<void>;
}

const oneHour = 3_600;

/** A whole desk in this process that nobody has used: a new data folder, the sample shop fresh from its seed, the candidate's catalogue. */
export async function openFreshDesk(catalogue: string, env: Environment): Promise<FreshDesk> {
  const data = await mkdtemp(join(tmpdir(), 'deskhand-eval-'));
  const secret = randomBytes(32).toString('hex');
  const shopToken = randomBytes(16).toString('hex');
  const shop = await startShop({ token: shopToken });
  const cleared = async () => {
    await shop.close();
    await rm(data, { recursive: true, force: true });
  };
  const own = { PORT: '0', LOG_LEVEL: 'silent', DESKHAND_DATA: data, IDENTITY_SECRET: secret, CATALOGUE_DIR: resolve(catalogue), SHOP_URL: shop.url, SHOP_TOKEN: shopToken };
  const running = await runDesk({ ...modelOf(env), ...own }, () => undefined).catch(async (error: unknown) => {
    await cleared();
    throw error;
  });
  return {
    desk: new DeskHttp(running.url, undefined),
    shop: new DeskHttp(shop.url, shopToken),
    tokenFor: (customerId) => mintToken({ IDENTITY_SECRET: secret, DESKHAND_DATA: data }, customerId, oneHour),
    async close() {
      await running.stop();
      await cleared();
    },
  };
}

/** Only a model is taken from the surroundings: never their database, broker or shop. */
function modelOf(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('LLM_')));
}
