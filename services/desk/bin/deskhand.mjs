#!/usr/bin/env node
// The command line: npx deskhand <noun> [verb]. Needs the build (npm run build; npm start does it by itself).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (!existsSync(main)) {
  console.error('Deskhand is not built yet: run "npm run build" first, or "npm start", which does it by itself.');
  process.exitCode = 1;
} else if (Number(process.versions.node.split('.')[0]) < 24) {
  const { underNode24 } = await import('../../../scripts/under-node-24.mjs');
  process.exitCode = await underNode24([fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  const { runCommandLine } = await import(main.href);
  process.exitCode = await runCommandLine(process.argv.slice(2));
}
