// npm run service -- NAME: one service alone.
import { serviceNames } from '@deskhand/contracts/words.js';

const [name, ...rest] = process.argv.slice(2);
if (!serviceNames.includes(name) || rest.length > 0) {
  console.error(`Usage: npm run service -- NAME, where NAME is ${serviceNames.slice(0, -1).join(', ')} or ${serviceNames.at(-1)}.`);
  process.exit(2);
}
await import(new URL(`../../${name}/dist/main.js`, import.meta.url).href);
