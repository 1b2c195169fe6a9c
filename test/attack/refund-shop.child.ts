import { startShop } from '@deskhand/shop/start-shop.js';

// The shop in a process of its own: it does it and never answers (10 %), fails before it does it (10 %), or hangs (5 %).
const { SHOP_FILE = '', SHOP_SEED = '1' } = process.env;
const shop = await startShop({ file: SHOP_FILE, seed: false, faults: { seed: Number(SHOP_SEED), executeThenTimeOut: 0.1, failBefore: 0.1, hang: 0.05 } });
process.on('disconnect', () => process.exit());
process.send!({ url: shop.url });
