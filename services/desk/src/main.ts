import { boot } from '@deskhand/kit/boot.js';
import { runDesk } from './up/run-desk.js';

await boot(() => runDesk(process.env));
