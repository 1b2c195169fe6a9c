import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '@deskhand/bus/bus.js';
import { Database } from '@deskhand/kit/database.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { startShop, type RunningShop } from '@deskhand/shop/start-shop.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from './cli/main.js';
import type { Ticket } from './cli/ticket.js';
import { mintToken } from './mint-token.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { deskConfigSchema } from './config.js';
import { runDesk } from './up/run-desk.js';

const dataDir = mkdtempSync(join(tmpdir(), 'erasure-'));
let shop: RunningShop;
let desk: Awaited<ReturnType<typeof runDesk>>;
let env: Record<string, string>;
beforeAll(async () => {
  shop = await startShop();
  env = { PORT: '0', DESKHAND_DATA: dataDir, LOG_LEVEL: 'silent', SHOP_URL: shop.url };
  desk = await runDesk(env, () => undefined);
});
afterAll(async () => {
  await desk?.stop();
  await shop?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call<Body>(method: string, path: string, body?: object): Promise<{ status: number; body: Body }> {
  const response = await fetch(desk.url + path, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as Body };
}
let n = 0;
const settled = async (ticketId: string) => (await call<Ticket>('GET', `/v1/tickets/${ticketId}?wait=30`)).body;
async function submit(text: string, customer: object = {}, more: object = {}): Promise<Ticket> {
  const { body } = await call<{ ticketId: string }>('POST', '/v1/tickets', { source: 'test', id: `t${n++}`, text, customer, ...more });
  return settled(body.ticketId);
}
async function say({ ticketId }: Pick<Ticket, 'ticketId'>, text: string): Promise<Ticket> {
  await call('POST', `/v1/tickets/${ticketId}/messages`, { id: `m${n++}`, text });
  return settled(ticketId);
}
async function codeMailed(to: string, before = 0): Promise<string> {
  const mails = async () => ((await (await fetch(`${shop.url}/mail?to=${to}`)).json()) as { items: { text: string }[] }).items.filter(({ text }) => text.includes('one-time code'));
  await waitFor(async () => (await mails()).length > before, { for: 'the code to be mailed', deadline: 15_000 });
  return /code is (\d{6})/.exec((await mails()).at(-1)!.text)![1]!;
}
const writes = () => shop.ledger().filter(({ path }) => path !== '/mail');
async function everyRow(): Promise<string> {
  const db = desk.app.get(Database, { strict: false });
  const tables = await db.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'retrieval', 'intent')`);
  const texts: string[] = [];
  for (const { name } of tables) texts.push(...(await db.query<{ row: string }>(`select t::text as row from ${name} t`)).map(({ row }) => `${name} ${row}`));
  return texts.join('\n');
}
/** Six digits of a fraction or of an id are no code. */
const whole = (code: string) => new RegExp(`(?<![\\w.])${code}(?!\\w)`);
const quiet = () => waitFor(() => Object.values(desk.app.get(Bus, { strict: false }).lag()).every((behind) => behind === 0), { for: 'the bus to be quiet', deadline: 30_000 });

describe('a one-time code', () => {
  test('is offered, typed back inside a sentence, and the refund that needed it is done without asking again', async () => {
    const asked = await submit(`Please refund order ${fixedOrders.refundable}, it arrived broken`, { email: 'ada@example.com' });
    expect(asked).toMatchObject({ state: 'replied', authenticated: false });
    expect(asked.reply!.text).toContain('six-digit code is on its way');
    expect(writes()).toEqual([]);
    const code = await codeMailed('ada@example.com');
    const done = await say(asked, `it's ${code} thanks`);
    expect(done.reply!.text).toMatch(/24\.90/);
    expect(done).toMatchObject({ state: 'replied', authenticated: true, turn: 2 });
    expect(writes()).toHaveLength(1);
    expect(done.messages.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual([`Please refund order ${fixedOrders.refundable}, it arrived broken`, "it's [code] thanks"]);
    await quiet();
    expect((await everyRow()).split('\n').filter((row) => whole(code).test(row)).map((row) => row.slice(0, 300))).toEqual([]);
  });

  test('is mailed once the address is told; a wrong one is said to be wrong, and the right one carries on', async () => {
    const asked = await submit(`Cancel my order ${fixedOrders.bensPending} please`);
    expect(asked.reply!.text).toContain('tell me the e-mail address of your account');
    const told = await say(asked, "it's ben@example.com");
    expect(told.reply!.text).toContain('six-digit code is on its way');
    const code = await codeMailed('ben@example.com');
    const wrong = await say(asked, `the code is ${code === '000000' ? '000001' : '000000'}`);
    expect(wrong).toMatchObject({ state: 'replied', authenticated: false });
    expect(wrong.reply!.text).toContain("isn't right");
    const done = await say(asked, code);
    expect(done).toMatchObject({ authenticated: true, state: 'replied' });
    expect(done.reply!.text).toContain(`cancelled order ${fixedOrders.bensPending}`);
  });

  test('unknown addresses are answered in the same words', async () => {
    const text = `Where is my order ${fixedOrders.late}?`;
    const [known, unknown] = [await submit(text, { email: 'ben@example.com' }), await submit(text, { email: 'nobody@example.com' })];
    expect(unknown.reply!.text).toBe(known.reply!.text);
    expect((await say(unknown, '123456')).reply!.text).toContain("isn't right");
  });
});

describe('erasure', () => {
  const secret = 'marmalade';
  const secrets = /.{0,80}(?:marmalade|Marmeladova|555 2671|me\.self).{0,80}/;

  test('leaves no text, opens no token, and touches nobody else', async () => {
    const identityToken = await mintToken(parseConfig(deskConfigSchema, env), fixedCustomers.manySmallOrders, 3_600);
    const mine = await submit(`My ${secret} order is late, call me at +1 415 555 2671 or write to me.self@example.com`, { identityToken, name: 'Karla Marmeladova' }, { subject: `${secret} trouble`, metadata: { note: secret } });
    const angry = await submit(`I want to speak to a human about my ${secret}`, { id: fixedCustomers.manySmallOrders });
    const other = await submit('My marzipan is late, write to other.one@example.com', {});
    await call('POST', '/v1/feedback', { id: 'f1', ticketId: mine.ticketId, kind: 'comment', text: `${secret} was bad` });
    const exported = await call<object>('GET', `/v1/customers/${fixedCustomers.manySmallOrders}/export`);
    expect(JSON.stringify(exported.body)).toMatch(new RegExp(`${secret}.*me\\.self@example\\.com`, 's'));
    expect(exported.body).toMatchObject({ conversations: expect.arrayContaining([expect.objectContaining({ feedback: [expect.objectContaining({ id: 'f1', kind: 'comment', text: `${secret} was bad` })] })]) });
    const { status, body } = await call<{ conversations: { conversationId: string; counts: object }[]; by: string }>('DELETE', `/v1/customers/${fixedCustomers.manySmallOrders}`, { by: 'Lena' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ by: 'Lena', conversations: expect.arrayContaining([expect.objectContaining({ conversationId: mine.conversationId, counts: expect.objectContaining({ keys: 1 }) })]) });
    expect(body.conversations).toHaveLength(2);
    const seen = async () => JSON.stringify(await Promise.all([`/v1/tickets/${mine.ticketId}`, `/v1/tickets/${angry.ticketId}`, `/v1/conversations/${encodeURIComponent(mine.conversationId)}`, '/v1/tickets', '/v1/events', '/v1/approvals'].map(async (path) => (await call('GET', path)).body)));
    expect((await seen()).match(secrets)).toBeNull();
    expect((await seen()).includes('marzipan')).toBe(true);
    expect((await call<Ticket>('GET', `/v1/tickets/${angry.ticketId}`)).body.state).toMatch(/escalated|resolved/);
    await quiet();
    await call('DELETE', `/v1/customers/${fixedCustomers.manySmallOrders}`, { by: 'Lena' });
    const rows = await everyRow();
    expect(rows.split('\n').filter((row) => secrets.test(row)).map((row) => row.slice(0, 300))).toEqual([]);
    expect((await call<Ticket>('GET', `/v1/tickets/${angry.ticketId}`)).body.state).toBe('resolved');
    expect((await settled(other.ticketId)).messages[0]!.text).toContain('other.one@example.com');
    expect((await call<{ conversations: object[] }>('GET', `/v1/customers/${fixedCustomers.manySmallOrders}/export`)).body.conversations).toEqual([]);
  });

  test('a restart brings nothing back', async () => {
    const identityToken = await mintToken(parseConfig(deskConfigSchema, env), fixedCustomers.manyMiddleOrders, 3_600);
    const mine = await submit('Write to gone.forever@example.com about my quince', { identityToken });
    const [token] = /<EMAIL_[0-9a-f]{10}>/.exec(await everyRow()) ?? [];
    expect(token).toBeDefined();
    expect((await call('DELETE', `/v1/customers/${fixedCustomers.manyMiddleOrders}`, { by: 'Lena' })).status).toBe(200);
    await desk.stop();
    desk = await runDesk(env, () => undefined);
    const again = await settled(mine.ticketId);
    expect(JSON.stringify(again)).not.toMatch(/gone\.forever|quince/);
    const repeat = await call<{ conversations: object[] }>('DELETE', `/v1/customers/${fixedCustomers.manyMiddleOrders}`, { by: 'Mara' });
    expect(repeat.body.conversations).toMatchObject([{ conversationId: mine.conversationId, by: 'Lena' }]);
    const later = await submit('Hello again, where is my order 30001?', { identityToken }, { conversationId: mine.conversationId });
    expect(later.messages.at(-1)!.text).not.toContain('quince');
    const saidSince = async () => (await call<{ messages: { text: string }[] }>('GET', `/v1/conversations/${encodeURIComponent(mine.conversationId)}`)).body.messages.some(({ text }) => text.includes('Hello again'));
    expect(await saidSince()).toBe(true);
    await desk.stop();
    desk = await runDesk(env, () => undefined);
    await waitFor(async () => (await call('GET', '/readyz')).status === 200, { for: 'the desk to have looked at who was erased' });
    expect(await saidSince()).toBe(true);
  });
});

test('from the command line: not without --yes', async () => {
  await submit('My damson is late', { id: 'cus_9' });
  const run = async (...args: string[]) => {
    let out = '';
    const write = (text: string) => (out += text);
    const code = await runCommandLine(args, { env: { DESKHAND_URL: desk.url }, out: { write }, err: { write } });
    return { code, out };
  };
  expect((await run('export', 'cus_9')).out).toContain('damson');
  expect(await run('erase', 'cus_9', '--by', 'Lena')).toMatchObject({ code: 2, out: expect.stringContaining('--yes') });
  expect(await run('erase', 'cus_9', '--by', 'Lena', '--yes')).toMatchObject({ code: 0, out: expect.stringMatching(/cus_9 is erased\.\n.*2 messages in 1 tickets?, erased .* by Lena/) });
  expect((await run('export', 'cus_9')).out).not.toContain('damson');
  expect((await run('erase', 'nobody', '--yes')).out).toContain('There was nothing of nobody');
});

test('no file of the data folder but the database holds words of customers in the clear', () => {
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name)).filter((path) => statSync(path).isFile() && !path.includes('shop'));
  const leaks = files.filter((path) => /me\.self@example\.com|gone\.forever@example\.com|\+1 415 555 2671/.test(readFileSync(path, 'latin1')));
  expect(leaks).toEqual([]);
});
