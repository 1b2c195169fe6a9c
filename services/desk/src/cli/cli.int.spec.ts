import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bus } from '@deskhand/bus/bus.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk } from '../desk.fixture.js';
import { shippedCatalogue } from '../shipped-catalogue.js';
import { runDesk } from '../up/run-desk.js';
import { Chat } from './chat.js';
import { DeskHttp } from './desk-http.js';
import type { ArchivedEvent } from './describe-event.js';
import { identityToken } from './identity-token.js';
import { readEvents } from './read-events.js';
import type { Sent } from './summarise-sent.js';
import type { Approval, Conversation, Ticket } from './ticket.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

describe('up', () => {
  test('says what it is doing, and prints lines that work as pasted', async () => {
    expect(desk.told.join('\n')).toMatch(/embedded Postgres in .*desk-[\s\S]*sample shop Larkspur Goods is open at http[\s\S]*Ready after [\d.]+ s: http:\/\/127\.0\.0\.1:/);
    const [write, read] = desk.told.filter((line) => line.trim().startsWith('curl'));
    const pasted = async (line: string | undefined) => JSON.parse((await promisify(execFile)('sh', ['-c', line!])).stdout) as Ticket;
    expect(await pasted(write)).toMatchObject({ state: 'received' });
    const ticket = await pasted(read);
    expect(ticket).toMatchObject({ state: 'replied', authenticated: true });
    expect(ticket.reply?.text).toContain('05/10');
  });

  test('a second desk on the same data folder is refused with a sentence that names it', async () => {
    await expect(runDesk(desk.env, () => {})).rejects.toThrow(desk.dataDir);
  });

  test('a catalogue that does not exist is refused with a sentence', async () => {
    await expect(runDesk({ ...desk.env, CATALOGUE_DIR: '/nowhere/at/all' }, () => {})).rejects.toThrow(/\/nowhere\/at\/all/);
  });
});

test('what keeps a desk from starting is a sentence and exit code 1', async () => {
  const here = await import('./main.js');
  for (const [env, sentence] of [
    [{ CATALOGUE_DIR: desk.dataDir }, /shop\.yaml:1: is missing/],
    [{ HOST: '0.0.0.0' }, /^HOST is "0\.0\.0\.0".*API_TOKEN/],
    [{ KAFKA_BROKERS: 'localhost:9092' }, /^KAFKA_BROKERS is set but DATABASE_URL is not/],
    [{}, /Another desk .* is using the data folder/],
  ] as const) {
    let err = '';
    const code = await here.runCommandLine(['up'], { env: { ...desk.env, ...env }, out: { write: () => {} }, err: { write: (text) => (err += text) } });
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
  }
});

describe('send', () => {
  test('a text is answered', async () => {
    const { code, out } = await desk.run('send', '--as', fixedCustomers.ada, 'My order 12345 is late');
    expect(code).toBe(0);
    expect(out).toMatch(/state +replied/);
    expect(out).toMatch(/customer +authenticated/);
    expect(out).toContain('MP7730012345US');
  });

  test('a file is sent line by line; the table counts states, intents and codes, --out holds each', async () => {
    const file = join(desk.dataDir, 'some.jsonl');
    const out = join(desk.dataDir, 'some.out.jsonl');
    writeFileSync(file, ['{"id":"one","text":"thanks"}', '', '{"text":"I want to speak to a human"}', '{"id":"three","text":"  "}'].join('\n'));
    const result = await desk.run('send', '--file', file, '--out', out, '--concurrency', '2');
    expect(result.code).toBe(1);
    expect(result.err).toContain('1 of 3 tickets were refused or did not settle');
    expect(result.out).toMatch(/state\s+1\s+33\.3 %\s+escalated|escalated\n/);
    expect(result.out).toMatch(/escalation\s+1\s+33\.3 %\s+asked_for_human/);
    expect(result.out).toMatch(/3 tickets in [\d.]+ s .*2 settled.* p50 \d+ ms, p95 \d+ ms/);
    const lines = readFileSync(out, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Sent);
    expect(lines.find(({ id }) => id === 'one')).toMatchObject({ state: 'replied', code: null, reply: expect.any(String), ticketId: expect.stringMatching(/^tkt_/) });
    expect(lines.find(({ id }) => id === 'three')).toMatchObject({ state: 'refused', ticketId: null, problem: expect.stringContaining('text') });
  });

  test.each([
    ['no text and no file', ['send'], 2],
    ['both', ['send', 'hello', '--file', 'x'], 2],
    ['no such file', ['send', '--file', '/nowhere.jsonl'], 1],
    ['a number that is none', ['send', 'hello', '--wait', 'soon'], 2],
    ['an unknown command', ['sent', 'hello'], 2],
    ['an unknown option', ['show', 'tkt_1', '--loud'], 2],
    ['a missing argument', ['show'], 2],
    ['an unknown ticket', ['show', 'tkt_nope'], 1],
  ])('%s ends with its exit code and a sentence', async (_what, args, code) => {
    const result = await desk.run(...args);
    expect(result.code).toBe(code);
    expect(result.err.length).toBeGreaterThan(10);
    expect(result.out).toBe('');
  });
});

test('no desk: exit code 3, and the line that starts one', async () => {
  const here = await import('./main.js');
  let err = '';
  const code = await here.runCommandLine(['queue'], { env: { DESKHAND_URL: 'http://127.0.0.1:9' }, out: { write: () => {} }, err: { write: (text) => (err += text) } });
  expect(code).toBe(3);
  expect(err).toContain('npm start');
});

test('help is made of the same definition and ends with 0', async () => {
  const { code, out } = await desk.run('--help');
  expect(code).toBe(0);
  for (const name of ['up', 'send', 'chat', 'tail', 'show', 'explain', 'queue', 'approvals', 'approve', 'reject', 'takeover', 'release', 'resolve', 'catalogue', 'eval', 'replay', 'dlq', 'doctor']) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

test('a lead lists, approves, and learns who was first', async () => {
  const ticket = await desk.json<Ticket>('send', '--as', fixedCustomers.ada, `Please refund order ${fixedOrders.overApproval}, wrong item`);
  const { approvalId } = ticket.approval!;
  const listed = await desk.run('approvals');
  expect(listed.out).toContain(approvalId);
  expect(listed.out).toContain('process_refund');
  expect(await desk.json<Approval>('approve', approvalId, '--by', 'Lena')).toMatchObject({ status: 'approved', decidedBy: 'Lena' });
  const second = await desk.run('reject', approvalId, '--by', 'Max', '--reason', 'no');
  expect(second.code).toBe(1);
  expect(second.err).toContain('Lena');
  expect(await desk.json<Ticket>('show', ticket.ticketId, '--wait', '20')).toMatchObject({ state: 'replied' });
  expect((await desk.run('explain', ticket.ticketId)).out).toMatch(/changed process_refund .*: succeeded[\s\S]*Lena approved/);
});

test('a person takes over, answers, hands back and resolves by the id of a ticket', async () => {
  const { ticketId } = await desk.json<Ticket>('send', 'What is your return policy?');
  expect(await desk.json<Conversation>('takeover', ticketId, '--by', 'Lena')).toMatchObject({ heldBy: 'Lena' });
  expect((await desk.run('queue', '--state', 'assigned')).out).toContain(ticketId);
  const replied = await desk.json<Conversation>('reply', ticketId, 'Hello, Lena here.', '--by', 'Lena');
  expect(replied.messages.at(-1)).toMatchObject({ from: 'human', text: 'Hello, Lena here.' });
  expect(await desk.json<Conversation>('release', ticketId, '--by', 'Lena')).toMatchObject({ heldBy: null });
  expect((await desk.run('resolve', ticketId, '--by', 'Lena')).out).toContain(`${ticketId} is resolved`);
});

test('the queue shows the most urgent first', async () => {
  await desk.run('send', 'florble wug zanther the quixotic blimp');
  await desk.run('send', 'Let me talk to a real person please');
  const { items } = await desk.json<{ items: Ticket[] }>('queue');
  const levels = items.map(({ escalation }) => ['immediate', 'high', 'medium'].indexOf(escalation!.level));
  expect(levels).toEqual(levels.toSorted());
  expect(levels[0]).toBe(0);
});

test('chat: the desk remembers, and a person’s words arrive', async () => {
  const chat = new Chat(new DeskHttp(desk.url, undefined), { source: 'chat', id: 'c1', channel: 'widget', token: () => identityToken(desk.env, fixedCustomers.ada) });
  expect((await chat.say('where is my package??'))[0]?.text).toMatch(/which order|order number/i);
  expect((await chat.say(fixedOrders.onTime))[0]?.text).toContain(fixedOrders.onTime);
  expect(chat.note()).toBeUndefined();
  await desk.run('reply', chat.ticket!.ticketId, 'A person here.', '--by', 'Lena');
  expect(await chat.news()).toMatchObject([{ from: 'human', text: 'A person here.' }]);
  expect(await chat.news()).toEqual([]);
});

test('tail follows a ticket from its first event to its outcome', async () => {
  const { ticketId } = await desk.json<Ticket>('send', 'thanks');
  const topics: string[] = [];
  for await (const event of readEvents<ArchivedEvent>(new DeskHttp(desk.url, undefined), `/v1/events?ticketId=${ticketId}`)) {
    topics.push(event.topic);
    if (event.topic === 'outcome.recorded.v1') break;
  }
  expect(topics[0]).toBe('ticket.received.v1');
  expect(topics).toEqual(expect.arrayContaining(['ticket.classified.v1', 'reply.delivered.v1', 'case.changed.v1']));
});

test('replay: the same catalogue decides everything the same; another one differs where it says something else', async () => {
  await desk.run('send', 'I want a refund for the damaged jacket of order 12345');
  await desk.run('send', 'My payment of $650 was charged twice, I dispute it');
  type Replay = { turns: number; differences: { text: string; changed: { decision: string; was: string; would: string }[] }[] };
  const same = await desk.json<Replay>('replay');
  expect(same.turns).toBeGreaterThan(5);
  expect(same.differences).toEqual([]);
  const candidate = join(desk.dataDir, 'candidate');
  cpSync(shippedCatalogue, candidate, { recursive: true });
  const policy = join(candidate, 'policies/escalation.yaml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replace(/(?<=disputeAbove: )\S+/, '700.00'));
  const other = await desk.json<Replay>('replay', '--catalogue', candidate);
  expect(other.differences.map(({ text }) => text)).toEqual([expect.stringContaining('$650')]);
  expect(other.differences[0]!.changed).toContainEqual({ stage: 'intent', decision: 'asksPeople', was: 'billing_dispute', would: expect.not.stringContaining('dispute') });
  expect((await desk.run('replay', '--catalogue', candidate)).out).toMatch(/turns decided again: \d+ the same, 1 different[\s\S]*billing_dispute/);
  expect((await desk.run('replay', '--to', '2020-01-01T00:00:00Z')).out).toContain('0 turns decided again');
  expect((await desk.run('replay', '--from', 'yesterday')).code).toBe(2);
});

test('dead letters are listed, shown as they came, put back and given up', async () => {
  await desk.app.get(Bus).append({ topic: 'ticket.submitted.v1', key: 'k', value: '{"source":"upstream"}', headers: { mark: 'm1' } });
  const listed = await waitFor(async () => (await desk.json<{ items: { id: string }[] }>('dlq', 'list', '--topic', 'ticket.submitted.v1')).items[0], { for: 'the dead letter' });
  expect((await desk.run('dlq', 'show', listed.id)).out).toMatch(/ingestion gave up ticket\.submitted\.v1[\s\S]*mark: m1[\s\S]*dlq-reason: Wrong shape[\s\S]*original-offset: 0x[\s\S]*\{"source":"upstream"\}/);
  const doctor = await desk.run('doctor');
  expect(doctor.out).toContain('1 dead letter waits (ingestion: ticket.submitted.v1)');
  expect(doctor.out).toContain('→ npx deskhand dlq list');
  expect((await desk.run('dlq', 'purge')).code).toBe(2);
  expect((await desk.run('dlq', 'replay', listed.id)).out).toContain('1 dead letter put back');
  await waitFor(async () => (await desk.json<{ items: unknown[] }>('dlq', 'list')).items.length === 1, { for: 'it to be given up again' });
  expect((await desk.run('dlq', 'purge', '--all')).out).toContain('1 dead letter given up');
  expect((await desk.run('dlq', 'list')).out).toContain('There are no dead letters');
  expect((await desk.run('dlq', 'show', 'nope')).code).toBe(1);
});

test('catalogue check names every fault by file and line', async () => {
  expect(await desk.run('catalogue', 'check')).toMatchObject({ code: 0, out: expect.stringContaining('no faults') });
  const broken = await desk.run('catalogue', 'check', desk.dataDir);
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(/shop\.yaml:\d+: /);
});

test('the doctor finds a desk in order', async () => {
  const { findings } = await desk.json<{ findings: { level: string; what: string }[] }>('doctor');
  expect(findings.filter(({ level }) => level === 'fault')).toEqual([]);
  expect(findings.map(({ what }) => what).join('\n')).toContain(`the desk at ${desk.url} is ready`);
});
