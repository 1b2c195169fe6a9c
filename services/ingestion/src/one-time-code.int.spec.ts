import { randomUUID } from 'node:crypto';
import type { Received, TicketReceived } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { startShop, type RunningShop } from '@deskhand/shop/start-shop.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { released, secret, startIngestion, type RunningIngestion } from './ingestion.fixture.js';
import { mintIdentityToken } from './perform/mint-identity-token.js';

let desk: RunningIngestion;
let shop: RunningShop;
beforeAll(async () => {
  shop = await startShop();
  desk = await startIngestion({ SHOP_URL: shop.url });
});
afterAll(async () => {
  await desk?.stop();
  await shop?.close();
});

interface Answer {
  ticketId: string;
  conversationId: string;
}
const submit = (more: object = {}) => desk.call<Answer>('POST', '/v1/tickets', { source: 'test', id: randomUUID(), text: 'Please refund order 20003, it arrived broken', ...more });
const say = (ticketId: string, text: string, more: object = {}) => desk.call<Answer>('POST', `/v1/tickets/${ticketId}/messages`, { id: randomUUID(), text, ...more });

async function lastOf(conversationId: string): Promise<Received> {
  const all = await desk.said<TicketReceived>('ticket.received.v1');
  return all.map(({ received }) => received).findLast((received) => received.conversationId === conversationId)!;
}

/** The desk asks who writes; resolves once that has been delivered. */
async function askWho(conversationId: string): Promise<string> {
  const received = await lastOf(conversationId);
  const messageId = `msg_${randomUUID()}`;
  const pending = { intent: 'refund_request', wish: 'refund', missing: 'verification', known: {} };
  await desk.tell('escalation', 'reply.released.v1', conversationId, released({ ...received, messageId, inReplyTo: received.messageId, pending, text: 'Who are you?' }));
  await waitFor(async () => (await desk.db.query('select 1 from ingestion.delivery where message_id = $1', [messageId])).length === 1, { for: 'the question to be delivered' });
  return messageId;
}

interface CodeRow {
  state: string;
  tries: number;
  sealed: unknown;
  customer_id: string | null;
}
const codeOf = async (codeId: string) => (await desk.db.query<CodeRow>('select * from ingestion.one_time_code where code_id = $1', [codeId]))[0]!;
async function settledCode(codeId: string): Promise<CodeRow> {
  await waitFor(async () => !['asked', 'sending'].includes((await codeOf(codeId)).state), { for: 'the code to be mailed or not', deadline: 10_000 });
  return codeOf(codeId);
}

async function mails(to: string): Promise<{ text: string; at: string }[]> {
  return ((await (await fetch(`${shop.url}/mail?to=${encodeURIComponent(to)}`)).json()) as { items: { text: string; at: string }[] }).items;
}
async function codeMailed(to: string): Promise<string> {
  return /code is (\d{6})/.exec((await mails(to)).at(-1)!.text)![1]!;
}

/** A conversation whose code is on its way: its ticket, and the code. */
async function offered(email: string, more: object = {}): Promise<Answer & { code: string; codeId: string }> {
  const { body } = await submit({ customer: { email }, ...more });
  const codeId = await askWho(body.conversationId);
  expect((await settledCode(codeId)).state).toBe('sent');
  return { ...body, codeId, code: await codeMailed(email) };
}

/** Every customer of the sample shop is asked at most once, so that no test uses up another's hour. */
const people = Array.from({ length: 30 }, (_, n) => `cus_${n + 3}`);
async function someone(): Promise<{ id: string; email: string }> {
  return (await (await fetch(`${shop.url}/customers/${people.shift()!}`)).json()) as { id: string; email: string };
}

describe('a code typed back', () => {
  test('authenticates the conversation and asks anew what had to wait; the code is kept nowhere', async () => {
    const { id, email } = await someone();
    const { ticketId, conversationId, code, codeId } = await offered(email);
    expect((await codeOf(codeId)).sealed).toBeNull();
    await say(ticketId, `it's ${code} thanks`);
    expect(await lastOf(conversationId)).toMatchObject({
      authenticated: true, customerId: id, code: 'accepted', text: 'Please refund order 20003, it arrived broken', ownText: "it's [code] thanks",
    });
    await say(ticketId, 'and where is it?');
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: true, customerId: id });
    // Six digits of a fraction or of an id are no code.
    const whole = new RegExp(`(?<![\\w.])${code}(?!\\w)`);
    expect((await everyRow()).split('\n').filter((row) => whole.test(row))).toEqual([]);
    expect(desk.log.filter((line) => whole.test(line))).toEqual([]);
  });

  test('with a wish of its own both are asked', async () => {
    const { ticketId, conversationId, code } = await offered((await someone()).email);
    await say(ticketId, `The code is ${code}. Also send me a password reset please, I forgot it completely.`);
    expect((await lastOf(conversationId)).text).toBe('Please refund order 20003, it arrived broken\n\nThe code is [code]. Also send me a password reset please, I forgot it completely.');
  });

  test('after the address was asked for: the first message is asked anew, not the address', async () => {
    const { id, email } = await someone();
    const { body } = await submit({});
    expect((await lastOf(body.conversationId)).code).toBeUndefined();
    await askWho(body.conversationId);
    await say(body.ticketId, `it is ${email}`);
    expect((await lastOf(body.conversationId)).code).toBe('mailed');
    expect((await settledCode(await askWho(body.conversationId))).state).toBe('sent');
    await say(body.ticketId, await codeMailed(email));
    expect(await lastOf(body.conversationId)).toMatchObject({ authenticated: true, customerId: id, text: 'Please refund order 20003, it arrived broken' });
  });

  test('as a ticket of its own in the same conversation', async () => {
    const { id, email } = await someone();
    const { conversationId, code } = await offered(email);
    await submit({ conversationId, text: code, subject: `my code ${code}`, metadata: { said: code } });
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: true, customerId: id, subject: 'my code [code]', metadata: { said: '[code]' }, text: 'Please refund order 20003, it arrived broken' });
  });

  test('a used code is not taken again, nor in another conversation, nor from another source', async () => {
    const { ticketId, conversationId, code } = await offered((await someone()).email);
    const foreign = await offered((await someone()).email);
    const guest = await submit({ source: 'elsewhere', conversationId, text: code });
    expect(await lastOf(guest.body.conversationId)).toMatchObject({ authenticated: false });
    await say(foreign.ticketId, code);
    expect(await lastOf(foreign.conversationId)).toMatchObject({ authenticated: false, code: 'wrong', text: '[code]' });
    await say(ticketId, code);
    expect((await lastOf(conversationId)).authenticated).toBe(true);
    await desk.db.query(`update ingestion.conversation set authenticated_at = now() - interval '31 minutes' where conversation_id = $1`, [conversationId]);
    await say(ticketId, code);
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: false, code: 'wrong' });
  });

  test('thirty guesses at once cost five tries, and the right one then opens nothing', async () => {
    const { ticketId, conversationId, code, codeId } = await offered((await someone()).email);
    const wrong = Array.from({ length: 30 }, (_, n) => String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0'));
    await Promise.all(wrong.map((guess) => say(ticketId, `the code is ${guess}`)));
    expect((await codeOf(codeId)).tries).toBe(5);
    await say(ticketId, code);
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: false, code: 'wrong', identityNote: expect.stringContaining('one-time code') });
    expect((await desk.db.query(`select 1 from ingestion.conversation where conversation_id = $1 and customer_id is not null`, [conversationId])).length).toBe(0);
  });

  test('twenty right ones at once are one use', async () => {
    const { ticketId, conversationId, code, codeId } = await offered((await someone()).email);
    await Promise.all(Array.from({ length: 20 }, () => say(ticketId, code)));
    expect(await codeOf(codeId)).toMatchObject({ state: 'used' });
    const accepted = (await desk.said<TicketReceived>('ticket.received.v1')).filter(({ received }) => received?.conversationId === conversationId && received.code === 'accepted');
    expect(accepted).toHaveLength(1);
  });

  test('after its ten minutes it opens nothing', async () => {
    const { ticketId, conversationId, code, codeId } = await offered((await someone()).email);
    await desk.db.query(`update ingestion.one_time_code set expires_at = now() - interval '1 second' where code_id = $1`, [codeId]);
    await say(ticketId, code);
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: false, code: 'wrong', text: '[code]' });
  });

  test('an order number of six digits costs no try and stays what it is', async () => {
    const { ticketId, conversationId, code, codeId } = await offered((await someone()).email);
    const number = code === '654321' ? '654322' : '654321';
    await say(ticketId, `I mean order ${number}, not the other one`);
    expect(await lastOf(conversationId)).toMatchObject({ authenticated: false, code: 'waiting' });
    expect((await lastOf(conversationId)).text).toContain(number);
    expect((await codeOf(codeId)).tries).toBe(0);
  });
});

describe('who is mailed', () => {
  test('an unknown address gets the same words and states, and no mail', async () => {
    const { email } = await someone();
    const [known, unknown] = [await submit({ customer: { email } }), await submit({ customer: { email: 'nobody@example.com' } })];
    const states = async (conversationId: string) => {
      const { authenticated, code, identityNote } = await lastOf(conversationId);
      return { authenticated, code, identityNote };
    };
    const seen: object[][] = [[], []];
    for (const [at, { body }] of [known, unknown].entries()) {
      seen[at]!.push(await states(body.conversationId));
      await settledCode(await askWho(body.conversationId));
      for (const text of ['hm, wait', '000000', 'the code is 000001', 'please send me a new code', 'thanks']) {
        await say(body.ticketId, text);
        seen[at]!.push(await states(body.conversationId));
      }
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]!.map((each) => (each as { code: string }).code)).toEqual(['mailed', 'waiting', 'wrong', 'wrong', 'mailed', 'mailed']);
    expect(await mails('nobody@example.com')).toEqual([]);
  });

  test('a code of one who is mailed to nobody cannot be guessed right', async () => {
    const { body } = await submit({ customer: { email: 'nobody@example.com' } });
    const codeId = await askWho(body.conversationId);
    expect(await settledCode(codeId)).toMatchObject({ state: 'silent', customer_id: null, sealed: null });
  });

  test('three an hour, however many conversations ask at once', async () => {
    const { email } = await someone();
    const codes = await Promise.all(Array.from({ length: 8 }, async () => askWho((await submit({ customer: { email } })).body.conversationId)));
    const states = await Promise.all(codes.map(async (codeId) => (await settledCode(codeId)).state));
    expect(states.filter((state) => state === 'sent')).toHaveLength(3);
    expect(states.filter((state) => state === 'silent')).toHaveLength(5);
    expect(await mails(email)).toHaveLength(3);
    await desk.db.query(`update ingestion.one_time_code set charged_at = charged_at - interval '61 minutes'`);
    expect((await settledCode(await askWho((await submit({ customer: { email } })).body.conversationId))).state).toBe('sent');
  });

  test("a known customer's conversation goes to the address on file, whatever address is typed", async () => {
    const [owner, other] = [await someone(), await someone()];
    const identityToken = await mintIdentityToken(secret, owner.id, 60);
    const { body } = await submit({ customer: { identityToken } });
    await desk.db.query(`update ingestion.conversation set authenticated_at = now() - interval '31 minutes' where conversation_id = $1`, [body.conversationId]);
    await say(body.ticketId, `I am ${other.email}, refund order 20003`);
    expect((await settledCode(await askWho(body.conversationId))).customer_id).toBe(owner.id);
    expect([(await mails(owner.email)).length, (await mails(other.email)).length]).toEqual([1, 0]);
  });

  test('a reply delivered twice offers one code, and a wrong answer no new one', async () => {
    const { ticketId, conversationId } = await offered((await someone()).email);
    await say(ticketId, 'the code is 000000');
    await askWho(conversationId);
    const [{ n }] = (await desk.db.query<{ n: number }>('select count(*)::int as n from ingestion.one_time_code where conversation_id = $1', [conversationId])) as [{ n: number }];
    expect(n).toBe(1);
  });
});

async function everyRow(): Promise<string> {
  const tables = await desk.db.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
  const texts = await Promise.all(tables.map(async ({ name }) => (await desk.db.query<{ row: string }>(`select t::text as row from ${name} t`)).map(({ row }) => row).join('\n')));
  return texts.join('\n');
}
