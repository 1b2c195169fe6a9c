// node scripts/run.mjs FILE [ARGS…]: install what is missing, build what is stale, then run FILE under Node 24.
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { underNode24 } from './under-node-24.mjs';

// npm passes no kill -9 on; see die-with-parent.mjs.
if (process.env.npm_lifecycle_event) process.env.DIE_WITH_PARENT = String(process.ppid);
await import('./die-with-parent.mjs');

try {
  await ensureInstall();
  ensureBuilt();
  process.exitCode = await underNode24(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
