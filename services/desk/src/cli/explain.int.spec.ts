import { createPublicKey } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../desk.fixture.js';
import type { Ticket } from './ticket.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let ticketId: string;
let file: string;
beforeAll(async () => {
  desk = await openDesk();
  ({ ticketId } = await desk.json<Ticket>('send', '--as', fixedCustomers.ada, 'My order 12345 is late'));
  file = join(desk.dataDir, 'manifests.jsonl');
});
afterAll(() => desk?.close());

test('the story names the last manifest, and --manifest writes all of them into a file that verifies', async () => {
  const story = await desk.run('explain', ticketId);
  const { explanation } = await desk.json<Ticket>('show', ticketId);
  expect(explanation!.manifest!.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(story).toMatchObject({ code: 0, out: expect.stringContaining(`manifest ${explanation!.manifest!.n} of the conversation, ${explanation!.manifest!.sha256}`) });
  const written = await desk.run('explain', ticketId, '--manifest', file);
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining(explanation!.manifest!.sha256) });
  expect(statSync(join(desk.dataDir, 'manifest.key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(/My order|is late|\bAda\b|MP7730012345US/);
});

test('--verify needs no desk; --key takes what the desk publishes, and PEM', async () => {
  const published = join(desk.dataDir, 'keys.json');
  const answer = await (await fetch(`${desk.url}/v1/manifest-key`)).text();
  writeFileSync(published, answer);
  const pem = join(desk.dataDir, 'key.pem');
  const { current } = JSON.parse(answer) as { current: { publicKey: string } };
  writeFileSync(pem, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: current.publicKey }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));
  for (const more of [[], ['--key', published], ['--key', pem]]) {
    const result = await desk.offline('explain', '--verify', file, ...more);
    expect([result.code, result.err]).toEqual([0, '']);
    expect(result.out).toContain('is as it was signed');
  }
});

test('a changed byte, a missing line and a wrong key are refused with a sentence that says where', async () => {
  const whole = readFileSync(file);
  const changed = join(desk.dataDir, 'changed.jsonl');
  const at = whole.indexOf('"order_status":') + 1;
  writeFileSync(changed, Buffer.concat([whole.subarray(0, at), Buffer.from('0'), whole.subarray(at + 1)]));
  expect(await desk.offline('explain', '--verify', changed)).toMatchObject({ code: 1, err: expect.stringContaining(`Line 2 was changed at byte ${at} of the file`) });
  writeFileSync(changed, whole.toString().split('\n').toSpliced(1, 1).join('\n'));
  expect(await desk.offline('explain', '--verify', changed)).toMatchObject({ code: 1, err: expect.stringContaining('a line is missing') });
  const stranger = join(desk.dataDir, 'stranger.json');
  writeFileSync(stranger, JSON.stringify({ publicKey: Buffer.alloc(32, 7).toString('base64url') }));
  expect(await desk.offline('explain', '--verify', file, '--key', stranger)).toMatchObject({ code: 1, err: expect.stringContaining('another key than the one given') });
  writeFileSync(stranger, 'nothing');
  expect(await desk.offline('explain', '--verify', file, '--key', stranger)).toMatchObject({ code: 2, err: expect.stringContaining('PEM') });
});

test('what cannot be explained is said so', async () => {
  expect(await desk.run('explain')).toMatchObject({ code: 2, err: expect.stringContaining('which ticket') });
  expect(await desk.run('explain', 'tkt_nobody', '--manifest', file)).toMatchObject({ code: 1, err: expect.stringContaining('404') });
  expect(await desk.run('explain', '--verify', join(desk.dataDir, 'none'))).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') });
});
