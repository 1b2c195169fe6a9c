import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Received, TicketReceived } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { startShop, type RunningShop } from '@deskhand/shop/start-shop.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { released, startIngestion, type RunningIngestion } from './ingestion.fixture.js';
import { smtpRoad } from './perform/mail-road.js';

interface Taken {
  from: string;
  to: string[];
  raw: string;
}

const taken: Taken[] = [];
/** What the server says to the next recipients or mails, oldest first; then it takes everything. */
const refusals: { at: 'recipient' | 'end'; code: number }[] = [];
const refusal = (at: 'recipient' | 'end') => (refusals[0]?.at === at ? Object.assign(new Error('no'), { responseCode: refusals.shift()!.code }) : null);
const server = new SMTPServer({
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, answer) => answer(username === 'desk' && password === 'p@ss' ? null : new Error('who is that?'), { user: 'desk' }),
  onRcptTo: (_address, _session, answer) => answer(refusal('recipient')),
  onData(stream, { envelope }, answer) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const refused = refusal('end');
      if (!refused) taken.push({ from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() });
      answer(refused);
    });
  },
});

let url: string;
let shop: RunningShop;
let desk: RunningIngestion;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  url = `smtp://desk:p%40ss@127.0.0.1:${port}?from=desk%40shop.example`;
  shop = await startShop();
  desk = await startIngestion({ SHOP_URL: shop.url, SMTP_URL: url });
});
beforeEach(() => {
  taken.length = 0;
  refusals.length = 0;
});
afterAll(async () => {
  await desk?.stop();
  await shop?.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

const mail = { key: 'k1', to: 'ada@example.com', subject: 'Grüße', text: 'Ihr Kode ist 123456.' };
const idOf = ({ raw }: Taken) => /^Message-ID: (.+)\r$/im.exec(raw)![1];

test('a mail goes out as it is, and the same cause has the same Message-ID', async () => {
  const road = smtpRoad(url);
  expect([await road.send(mail), await road.send(mail), await road.send({ ...mail, key: 'k2' })]).toEqual([true, true, true]);
  expect(taken[0]).toMatchObject({ from: 'desk@shop.example', to: ['ada@example.com'] });
  expect(taken[0]!.raw).toContain('123456');
  expect(taken.map(idOf)).toEqual([idOf(taken[0]!), idOf(taken[0]!), expect.not.stringContaining(idOf(taken[0]!)!)]);
});

test('what is refused for good is not tried again; what is refused for now is, and neither error names the address', async () => {
  const road = smtpRoad(url);
  refusals.push({ at: 'recipient', code: 550 });
  expect(await road.send(mail)).toBe(false);
  refusals.push({ at: 'end', code: 451 });
  const error = await road.send(mail).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toContain('451');
  expect(String(error)).not.toContain('ada@');
  expect(await road.send(mail)).toBe(true);
  await expect(smtpRoad(url.replace('p%40ss', 'wrong')).send(mail)).rejects.toThrow('535');
});

test('an address cannot bring recipients or headers of its own', async () => {
  const road = smtpRoad(url);
  for (const to of ['ada@example.com\r\nBcc: eve@example.com', 'ada@example.com, eve@example.com', 'Ada <eve@example.com>', 'group: eve@example.com;']) expect(await road.send({ ...mail, to })).toBe(false);
  expect(taken).toEqual([]);
  expect(await road.send({ ...mail, subject: 'Hello\r\nX-Evil: 1' })).toBe(true);
  expect(taken.every(({ raw }) => !/^(?:X-Evil|Bcc):/im.test(raw))).toBe(true);
});

async function askedCode(email: string): Promise<Received> {
  const { body } = await desk.call<{ conversationId: string }>('POST', '/v1/tickets', { source: 'test', id: randomUUID(), text: 'Please refund order 20003', customer: { email } });
  const received = await last(body.conversationId);
  const pending = { intent: 'refund_request', wish: 'refund', missing: 'verification', known: {} };
  await desk.tell('escalation', 'reply.released.v1', body.conversationId, released({ ...received, messageId: `msg_${randomUUID()}`, inReplyTo: received.messageId, pending, text: 'Who are you?' }));
  return received;
}
async function last(conversationId: string): Promise<Received> {
  return (await desk.said<TicketReceived>('ticket.received.v1')).map(({ received }) => received!).findLast((received) => received.conversationId === conversationId)!;
}

test('a code that the server puts off comes once it takes it, and opens the conversation', async () => {
  refusals.push({ at: 'end', code: 451 });
  const { ticketId, conversationId } = await askedCode('ben@example.com');
  await waitFor(() => taken.length === 1, { for: 'the code to be mailed', deadline: 40_000 });
  expect(taken[0]!.to).toEqual(['ben@example.com']);
  const [code] = /\b\d{6}\b/.exec(taken[0]!.raw.split('\r\n\r\n')[1]!)!;
  await desk.call('POST', `/v1/tickets/${ticketId}/messages`, { id: randomUUID(), text: `here you go: ${code}` });
  expect(await last(conversationId)).toMatchObject({ authenticated: true, code: 'accepted' });
  expect((await (await fetch(`${shop.url}/mail?to=ben@example.com`)).json()) as object).toMatchObject({ items: [] });
  expect(desk.log.filter((line) => line.includes(code) || line.includes('ben@example.com'))).toEqual([]);
});

test('nobody is mailed for an address that is on no file', async () => {
  await askedCode('nobody@example.com');
  await waitFor(async () => (await desk.db.query(`select 1 from ingestion.one_time_code where state = 'silent'`)).length > 0, { for: 'the code to be silent', deadline: 20_000 });
  expect(taken).toEqual([]);
});
