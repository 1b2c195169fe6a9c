import { createHmac } from 'node:crypto';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from './console.fixture.js';
import type { SeenEvent } from './decide/facts.js';
import type { Manifest } from './decide/manifest.js';
import type { PublicKey } from './verify/manifest-file.js';
import { outputOf } from './decide/output-of.js';
import { approval, at, call, caseOf, classified, delivered, event, grounding, proposal, received, replyOf, wholeStory } from './decide/story.fixture.js';
import type { TicketView } from './decide/ticket-view.js';
import { ManifestKey } from './perform/manifest-key.js';
import { verifyManifestFile } from './verify/verify-manifest-file.js';

let desk: RunningConsole;
beforeAll(async () => {
  desk = await startConsole();
});
afterAll(() => desk?.stop());

function as(ticketId: string, events: readonly SeenEvent[], conversationId = `conv ${ticketId}`): SeenEvent[] {
  const text = JSON.stringify(events).replaceAll('tkt_1', ticketId).replaceAll('shop:1', conversationId).replace(/"id":"(\w+\.[^"]+)"/g, `"id":"${ticketId} $1"`);
  return JSON.parse(text.replaceAll('apr_1', `apr_${ticketId}`)) as SeenEvent[];
}
const textKey = (conversationId: string, wrapped: string) => ManifestKey.load({ MANIFEST_KEY_FILE: undefined, DESKHAND_DATA: desk.folder }).unwrap(conversationId, wrapped)!;
const quiet = () => waitFor(() => desk.bus.lag()['console'] === 0, { for: 'the view to be up to date', every: 10 });
const file = async (ticketId: string) => Buffer.from(await (await fetch(`${desk.url}/v1/tickets/${ticketId}/manifests`)).arrayBuffer());

async function chain(ticketId: string): Promise<Manifest[]> {
  const bytes = await file(ticketId);
  expect(verifyManifestFile(bytes)).toMatchObject({ ok: true });
  const lines = bytes.toString().trimEnd().split('\n').slice(1, -1);
  return lines.map((line) => (JSON.parse(line) as { manifest: Manifest }).manifest);
}

test('one manifest for each output, in the order of the outputs, with the facts it rests on', async () => {
  const story = as('whole', wholeStory());
  for (const one of story) await desk.say(one);
  await quiet();
  const manifests = await chain('whole');
  const outputs = story.map(outputOf).filter((output) => output !== undefined);
  expect(manifests.map(({ eventId, kind }) => [eventId, kind])).toEqual(outputs.map(({ eventId, kind }) => [eventId, kind]));
  expect(manifests.map(({ n }) => n)).toEqual(manifests.map((_, n) => n + 1));
  const [told, waits, done, settled, human] = manifests;
  expect(told).toMatchObject({ kind: 'reply', turn: 1, confidence: { refund_request: 0.9, complaint: 0.1 }, rules: ['wish:refund', 'gate:ok'], decision: { by: 'bot', state: null } });
  expect(told!.documents).toEqual([0, 1, 2].map((n) => ({ documentId: `doc${n}`, section: 'When', version: 'abc', score: [0.9, 0.8, 0.7][n] })));
  expect(waits).toMatchObject({ kind: 'settled', decision: { state: 'awaiting_approval', outcome: 'approval_requested' }, overrides: [] });
  expect(waits!.calls.map(({ tool, status }) => [tool, status])).toEqual([['lookup_order', 'succeeded'], ['process_refund', 'awaiting_approval']]);
  expect(done!.calls.map(({ tool, status }) => [tool, status])).toContainEqual(['process_refund', 'succeeded']);
  expect(settled).toMatchObject({ decision: { state: 'replied', outcome: 'answered' }, overrides: [{ by: 'Max', kind: 'approved', approvalId: 'apr_whole' }] });
  expect(settled!.versions).toEqual({ catalogue: 'k1', classifier: 'c1', policy: 'k1', prompt: null, model: null });
  expect(human).toMatchObject({ kind: 'reply', turn: 2, decision: { by: 'Lena' } });
  expect(human!.overrides.map(({ by, kind }) => [by, kind])).toContainEqual(['Lena', 'taken_over']);
  const { explanation } = (await desk.get<TicketView>('/v1/tickets/whole')).body;
  expect(explanation!.manifest).toMatchObject({ n: manifests.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('told twice, by request and by bus, at once and again later: still one each', async () => {
  const story = as('twice', wholeStory());
  await Promise.all(story.flatMap((one) => [desk.say(one), desk.apply([one])]));
  await quiet();
  const before = await chain('twice');
  expect(new Set(before.map(({ eventId }) => eventId)).size).toBe(before.length);
  expect(before).toHaveLength(story.filter((one) => outputOf(one)).length);
  for (const one of story) await desk.apply([one]);
  expect(await chain('twice')).toEqual(before);
});

test('an output that overtakes its facts waits for them', async () => {
  const facts = { received: received(1, 0), classified: classified(), grounding: grounding(), proposal: proposal({ calls: [call(3)] }) };
  const told = delivered(1, 6);
  const [first, reply, settles] = as('overtaken', [
    event(0, 'ticket.received.v1', { received: facts.received }),
    event(6, 'reply.delivered.v1', told),
    event(7, 'case.changed.v1', { ...facts, case: caseOf('replied', 1, 7, { outcome: 'answered', reply: replyOf(told) }) }),
  ]);
  await desk.apply([first!]);
  await desk.apply([reply!]);
  expect(await chain('overtaken')).toEqual([]);
  await desk.apply([settles!]);
  const manifests = await chain('overtaken');
  expect(manifests.map(({ kind }) => kind)).toEqual(['reply', 'settled']);
  for (const { documents, confidence, calls } of manifests) expect([documents.length, Object.keys(confidence).length, calls.length]).toEqual([3, 2, 1]);
});

test('an edited draft is an override, its words only as a hash that the conversation\'s key makes', async () => {
  const facts = { received: received(1, 0), classified: classified(), grounding: grounding(), proposal: proposal() };
  const edited = approval({ kind: 'reply', action: undefined, status: 'approved', decidedBy: 'Max', editedText: 'Max says it better.', decisions: [{ by: 'Max', verdict: 'approved', at: at(10), reason: '' }] });
  const told = delivered(1, 12, { text: edited.editedText });
  const story = as('edited', [
    event(0, 'ticket.received.v1', { received: facts.received }),
    event(12, 'reply.delivered.v1', told),
    event(13, 'case.changed.v1', { ...facts, case: caseOf('replied', 2, 13, { outcome: 'answered', approvals: [edited], reply: replyOf(told) }) }),
  ]);
  await desk.apply(story);
  const [row] = await desk.db.query<{ key: string }>(`select text_key as key from console.manifest_chain where conversation_id = 'conv edited'`);
  const hash = `hmac-sha256:${createHmac('sha256', textKey('conv edited', row!.key)).update('Max says it better.').digest('hex')}`;
  const manifests = await chain('edited');
  expect(manifests.at(-1)).toMatchObject({ text: hash, overrides: [{ by: 'Max', kind: 'edited', text: hash }] });
  expect(JSON.stringify(manifests)).not.toContain('better');
  const { explanation } = (await desk.get<TicketView>('/v1/tickets/edited')).body;
  expect(explanation!.overrides).toEqual([expect.objectContaining({ by: 'Max', kind: 'edited', draft: { before: 'We refunded it.', after: 'Max says it better.' } })]);
});

test('a key that was destroyed leaves a chain that verifies and goes on under a new one', async () => {
  const story = as('erased', wholeStory());
  await desk.apply(story.slice(0, 8));
  const before = await chain('erased');
  await desk.db.query(`update console.manifest_chain set text_key = null where conversation_id = 'conv erased'`);
  await desk.apply(story.slice(8));
  const after = await chain('erased');
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(story.filter((one) => outputOf(one)).length);
  const [row] = await desk.db.query<{ key: string | null }>(`select text_key as key from console.manifest_chain where conversation_id = 'conv erased'`);
  const first = `hmac-sha256:${createHmac('sha256', textKey('conv erased', row!.key!)).update('reply at 6').digest('hex')}`;
  expect(after[0]!.text).not.toBe(first);
});

test('the key is wrapped where it lies, and opens for its own conversation alone; one from before is wrapped as it is used', async () => {
  const stored = async (id: string) => (await desk.db.query<{ key: string }>(`select text_key as key from console.manifest_chain where conversation_id = $1`, [`conv ${id}`]))[0]!.key;
  await desk.apply(as('wrapped', wholeStory()));
  const wrapped = await stored('wrapped');
  expect(wrapped).not.toMatch(/^[0-9a-f]{64}$/);
  const plain = textKey('conv wrapped', wrapped);
  expect(plain).toHaveLength(32);
  expect(textKey('conv other', wrapped)).toBeNull();
  const spoilt = Buffer.from(wrapped, 'base64url').map((byte, at) => (at === 20 ? byte ^ 1 : byte));
  expect(textKey('conv wrapped', Buffer.from(spoilt).toString('base64url'))).toBeNull();
});

test('a row from before keys were wrapped is taken as it is, and wrapped', async () => {
  const old = 'ab'.repeat(32);
  await desk.db.query(`insert into console.manifest_chain (conversation_id, length, head, text_key) values ('conv old', 1, $1, $2)`, ['cd'.repeat(32), old]);
  await desk.apply(as('old', wholeStory()));
  const [row] = await desk.db.query<{ length: number; key: string }>(`select length, text_key as key from console.manifest_chain where conversation_id = 'conv old'`);
  expect(row!.length).toBeGreaterThan(1);
  expect(row!.key).not.toBe(old);
  expect(textKey('conv old', row!.key).toString('hex')).toBe(old);
});

test('two tickets of a conversation share a chain; unknown tickets have none', async () => {
  for (const id of ['pair1', 'pair2']) await desk.apply(as(id, wholeStory().slice(0, 8), 'pair'));
  const manifests = await chain('pair1');
  expect(new Set(manifests.map(({ ticketId }) => ticketId))).toEqual(new Set(['pair1', 'pair2']));
  expect(await file('pair2')).toHaveLength((await file('pair1')).length);
  expect((await fetch(`${desk.url}/v1/tickets/nobody/manifests`)).status).toBe(404);
});

test('the published key is the one that signs, and it outlives the process', async () => {
  const { current, keys } = (await desk.get<{ current: PublicKey; keys: PublicKey[] }>('/v1/manifest-key')).body;
  expect(keys).toEqual([current]);
  expect(verifyManifestFile(await file('whole'), [current])).toMatchObject({ ok: true });
  const before = await chain('whole');
  await desk.stop(true);
  desk = await startConsole(desk.folder);
  expect((await desk.get<{ current: PublicKey }>('/v1/manifest-key')).body.current).toEqual(current);
  expect(await chain('whole')).toEqual(before);
});
