import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { expect, test } from 'vitest';
import { startConsole } from './console.fixture.js';
import type { SeenEvent } from './decide/facts.js';
import { outputOf } from './decide/output-of.js';
import { wholeStory } from './decide/story.fixture.js';
import { verifyManifestFile } from './verify/verify-manifest-file.js';

const count = 12;

/** The same story of many tickets, two to a conversation. */
function stories(): SeenEvent[] {
  return Array.from({ length: count }, (_, n) => {
    const text = JSON.stringify(wholeStory()).replaceAll('tkt_1', `tkt_${n}x`).replaceAll('shop:1', `conv ${Math.floor(n / 2)}`);
    return JSON.parse(text.replaceAll('apr_1', `apr_${n}`).replace(/"id":"(\w+\.[^"]+)"/g, `"id":"${n} $1"`)) as SeenEvent[];
  }).flat();
}

test('kill -9 in the middle, four times, everything told again each time: one manifest an output, every chain whole', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'manifests-'));
  const events = stories();
  const told = join(dataDir, 'events.json');
  writeFileSync(told, JSON.stringify(events));
  for (let round = 0; round < 4; round++) {
    const child = run([dataDir, told]);
    await child.prints('open');
    await sleep(20 + round * 70);
    await child.kill();
  }
  const desk = await startConsole(dataDir);
  try {
    await desk.apply(events);
    await waitFor(() => desk.bus.lag()['console'] === 0, { for: 'the view to be up to date', every: 10, deadline: 30_000 });
    for (let n = 0; n < count; n += 2) {
      const bytes = Buffer.from(await (await fetch(`${desk.url}/v1/tickets/tkt_${n}x/manifests`)).arrayBuffer());
      expect(verifyManifestFile(bytes)).toMatchObject({ ok: true, conversationId: `conv ${n / 2}` });
      const lines = bytes.toString().trimEnd().split('\n').slice(1, -1);
      const explained = lines.map((line) => (JSON.parse(line) as { manifest: { eventId: string } }).manifest.eventId);
      const outputs = events.filter(({ key }) => key === `conv ${n / 2}`).flatMap((event) => outputOf(event)?.eventId ?? []);
      expect(explained.toSorted()).toEqual(outputs.toSorted());
    }
  } finally {
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 240_000);

function run(args: string[]) {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', file('../../../libs/kit/children/typescript.mjs'), file('../children/run-console.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const lines = new Set<string>();
  const gone = once(child, 'exit');
  createInterface({ input: child.stdout }).on('line', (line) => lines.add(line));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    prints: (wanted: string) =>
      waitFor(() => {
        if (child.exitCode !== null) throw new Error(errors);
        return lines.has(wanted);
      }, { for: `the child to print ${wanted}`, deadline: 60_000, every: 1 }),
  };
}
