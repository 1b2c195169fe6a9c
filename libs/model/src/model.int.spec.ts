import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelConfigSchema } from './config.js';
import { Endpoint } from './endpoint.js';
import { Model } from './model.js';
import { migrateModel } from './model-schema.js';
import type { ModelRequest } from './model-request.js';
import { openModel } from './open-model.js';
import { Records } from './records.js';
import { Spending, type SpendingLimits } from './spending.js';
import { type TravellingRecord, travelRecord } from './travel-record.js';
import type { TierSettings } from './tier.js';
import { type ModelMode, type ModelServer, startModelServer } from './testing/model-server.js';

const schema = z.strictObject({ reply: z.string(), citations: z.array(z.string()) });
const folder = mkdtempSync(join(tmpdir(), 'model-'));
let db: Database;
let server: ModelServer;

beforeAll(async () => {
  db = await openDatabase({ dataDir: folder });
  await migrateModel(db);
  server = await startModelServer();
}, 60_000);

beforeEach(async () => {
  await db.query('truncate model.answer, model.spend');
  Object.assign(server, { mode: 'honest', script: null, tokens: 100 });
  server.requests.length = 0;
});

afterAll(async () => {
  await server.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const plenty: SpendingLimits = { tokensPerTicket: 1_000_000, callsPerTicket: 50, nanoUsdPerDay: 100e9 };

function modelWith(limits: Partial<SpendingLimits> = {}, more: { timeoutMs?: number; openForMs?: number; open?: string; tier?: Partial<TierSettings> } = {}) {
  const spending = new Spending(db, { ...plenty, ...limits });
  const endpoint = new Endpoint({ baseUrl: server.url, apiKey: 'k', timeoutMs: more.timeoutMs ?? 2_000 });
  const tiers = { core: { model: 'core-1', usdPer1kTokens: 0.003, ...more.tier } };
  return { spending, model: new Model({ endpoint, spending, records: new Records(db), tiers, openForMs: more.openForMs ?? 300, open: more.open ?? '' }) };
}

function ask(text: string, more: Partial<ModelRequest<z.output<typeof schema>>> = {}): ModelRequest<z.output<typeof schema>> {
  return {
    scope: 'tkt_1/1', ticketId: 'tkt_1', tier: 'core', tools: [], answer: { name: 'answer', schema }, maxTokens: 100, temperature: 0,
    messages: [{ role: 'user', content: text }], ...more,
  };
}

const today = new Date().toISOString().slice(0, 10);

describe('ask', () => {
  it('answers with its record, and asks the same of a turn once', async () => {
    const { model, spending } = modelWith();
    server.script = () => ({ text: '{"reply":"Hello","citations":[]}' });
    const first = await model.ask(ask('hello'));
    expect(first).toMatchObject({ kind: 'answer', answer: { reply: 'Hello' }, tries: [{ record: { model: 'core-1', tokens: 100, costUsd: '0.0003' } }], spent: { calls: 1, tokens: 100, nanoUsd: 300_000 } });
    const again = await modelWith().model.ask(ask('hello'));
    expect(again).toEqual(first);
    expect(server.requests).toHaveLength(1);
    await model.ask(ask('hello', { scope: 'tkt_1/2' }));
    expect(server.requests).toHaveLength(2);
    expect(await spending.ofTicket('tkt_1')).toEqual({ calls: 2, tokens: 200, nanoUsd: 600_000 });
    expect(await model.records.find(first.tries[0]!.sha256)).toEqual(first.tries[0]!.record);
  });

  it('lets no personal data out, apart from the shop\'s own, and none in', async () => {
    const { model } = modelWith({}, { open: 'Write to help@shop.example' });
    for (const secret of ['bob@example.com', '4242 4242 4242 4242', '078-05-1120', 'DE89 3704 0044 0532 0130 00']) {
      expect(await model.ask(ask(`It is ${secret}`)), secret).toMatchObject({ kind: 'unavailable', why: 'personal_data' });
    }
    expect(server.requests).toHaveLength(0);
    server.script = () => ({ text: '{"reply":"Write to bob@example.com or help@shop.example","citations":[]}' });
    const asked = await model.ask(ask('help@shop.example, <EMAIL_7f3a9c01b2>, order 4242424242'));
    expect(asked).toMatchObject({ kind: 'answer', answer: { reply: 'Write to [removed] or help@shop.example' } });
    const rows = await db.query<{ body: string }>(`select body from model.record where body like '%bob@%'`);
    expect(rows).toEqual([]);
  });

  it.each<[ModelMode, string]>([
    ['down', 'failed'], ['too_many', 'failed'], ['cut', 'failed'], ['hang_up', 'failed'], ['huge', 'failed'], ['invalid_json', 'invalid_answer'], ['wrong_schema', 'invalid_answer'], ['slow', 'timeout'],
  ])('a model that is %s is unavailable, opens the breaker within 5 s, and is asked again later', async (mode, why) => {
    const { model } = modelWith({}, { timeoutMs: 1_000 });
    server.mode = mode;
    const began = performance.now();
    let asks = 0;
    for (; !model.isOpen && asks < 10; asks++) expect(await model.ask(ask(`${mode} ${asks}`))).toMatchObject({ kind: 'unavailable', why });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(asks).toBeLessThanOrEqual(3);
    const sent = server.requests.length;
    expect(await model.ask(ask('and now?'))).toMatchObject({ kind: 'unavailable', why: 'breaker_open' });
    expect(server.requests).toHaveLength(sent);
    server.mode = 'honest';
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await model.ask(ask('and then?'))).toMatchObject({ kind: 'answer' });
    expect(model.isOpen).toBe(false);
  });

  it('asks again only when it was refused, and adds a tenth to the traffic at most', async () => {
    const { model } = modelWith({ callsPerTicket: 1_000 });
    server.mode = 'too_many';
    await model.ask(ask('first'));
    expect(server.requests).toHaveLength(2);
    await model.ask(ask('second'));
    expect(server.requests).toHaveLength(3);
    const broken = modelWith().model;
    server.mode = 'down';
    await broken.ask(ask('third'));
    expect(server.requests).toHaveLength(4);
  });
});

describe('the record', () => {
  const good = () => ({ text: '{"reply":"Hello","citations":[]}' });

  it.each<[ModelMode, string, number]>([['down', 'failed', 1], ['too_many', 'failed', 2], ['invalid_json', 'invalid_answer', 1], ['slow', 'timeout', 1]])('of a model that is %s: every try, and the turn that runs again fails the same and asks nobody', async (mode, why, sent) => {
    const { model, spending } = modelWith({}, { timeoutMs: 300 });
    server.mode = mode;
    const first = await model.ask(ask('hello'));
    expect(first).toMatchObject({ kind: 'unavailable', why });
    expect(first.tries.map(({ record: { attempt, failure } }) => [attempt, failure])).toEqual(Array.from({ length: sent }, (_, n) => [n + 1, why]));
    expect(first.spent).toEqual(await spending.ofTicket('tkt_1'));
    expect(server.requests).toHaveLength(sent);
    server.mode = 'honest';
    expect(await modelWith().model.ask(ask('hello'))).toEqual(first);
    const carried = JSON.parse(JSON.stringify(first.tries.map(travelRecord))) as TravellingRecord[];
    await db.query('truncate model.answer, model.holding, model.record');
    const fresh = modelWith().model;
    await fresh.records.restore('tkt_1/1', carried);
    expect(await fresh.ask(ask('hello'))).toEqual(first);
    expect(server.requests).toHaveLength(sent);
  });

  it('of an answer that does for everybody is asked for once, and paid once', async () => {
    const { model, spending } = modelWith();
    server.script = good;
    const first = await model.ask(ask('hello', { shared: true }));
    const other = await model.ask(ask('hello', { shared: true, scope: 'tkt_2/1', ticketId: 'tkt_2' }));
    expect(server.requests).toHaveLength(1);
    expect(other).toMatchObject({ kind: 'answer', answer: { reply: 'Hello' }, tries: [{ reused: true, sha256: first.tries[0]!.sha256 }], spent: { calls: 0, tokens: 0, nanoUsd: 0 } });
    expect(await model.ask(ask('hello', { shared: true, scope: 'tkt_2/1', ticketId: 'tkt_2' }))).toEqual(other);
    expect((await spending.ofDay(today)).calls).toBe(1);
    await model.ask(ask('hello', { scope: 'tkt_3/1' }));
    await model.ask(ask('hello!', { shared: true }));
    expect(server.requests).toHaveLength(3);
  });

  it('of a failure does for nobody else', async () => {
    const { model } = modelWith();
    server.mode = 'invalid_json';
    await model.ask(ask('hello', { shared: true }));
    Object.assign(server, { mode: 'honest', script: good });
    expect(await model.ask(ask('hello', { shared: true, scope: 'tkt_2/1' }))).toMatchObject({ kind: 'answer' });
  });
});

describe('a customer who is erased', () => {
  const say = (model: Model, ticketId: string, text: string, shared = false) => model.ask(ask(text, { scope: `${ticketId}/1`, ticketId, shared }));
  const bodies = async () => (await db.query<{ body: string }>('select body from model.record')).map(({ body }) => body).join('\n');

  it('leaves nothing that was asked or answered for them; what others asked too stays theirs', async () => {
    const { model } = modelWith();
    await db.query('truncate model.answer, model.holding, model.record');
    server.script = () => ({ text: '{"reply":"Hello","citations":[]}' });
    await say(model, 'tkt_1', 'my cat sits on the parcel');
    await say(model, 'tkt_1', 'nobody else says this', true);
    await say(model, 'tkt_1', 'where is it', true);
    await say(model, 'tkt_2', 'where is it', true);
    await model.records.keep(['a transcript with the cat'], 'tkt_1');
    const asked = server.requests.length;
    await model.records.forget(['tkt_1']);
    expect(await bodies()).not.toMatch(/cat|nobody else/);
    expect(await bodies()).toContain('where is it');
    await say(model, 'tkt_3', 'where is it', true);
    expect(server.requests).toHaveLength(asked);
    await say(model, 'tkt_3', 'nobody else says this', true);
    expect(server.requests).toHaveLength(asked + 1);
    await model.records.forget(['tkt_2', 'tkt_3']);
    await model.records.forget(['tkt_2', 'tkt_3']);
    expect(await bodies()).toBe('');
  });
});

describe('a tier', () => {
  it('is sent nothing longer than its window', async () => {
    const { model } = modelWith({}, { tier: { window: 2_000 } });
    expect(await model.ask(ask('x'.repeat(2_000)))).toMatchObject({ kind: 'unavailable', why: 'window', spent: { calls: 0 } });
    expect(await model.ask(ask('short'))).toMatchObject({ kind: 'answer' });
    expect(server.requests).toHaveLength(1);
  });

  it('ends its day after its own money', async () => {
    const { model, spending } = modelWith({}, { tier: { nanoUsdPerDay: 3_000_000 } });
    server.script = () => ({ text: '{"reply":"ok","citations":[]}' });
    const asked = [];
    for (let n = 0; n < 10; n++) asked.push(await model.ask(ask(`turn ${n}`, { ticketId: `tkt_${n}` })));
    expect(asked.filter((each) => each.kind === 'unavailable' && each.why === 'tier_budget').length).toBeGreaterThan(0);
    expect((await spending.ofTier('core', today)).nanoUsd).toBeLessThanOrEqual(3_000_000);
  });
});

describe('the budget', () => {
  it('ends a ticket after its calls, side by side too', async () => {
    const { model, spending } = modelWith({ callsPerTicket: 5 });
    server.script = () => ({ text: '{"reply":"ok","citations":[]}' });
    const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => model.ask(ask(`side ${n}`))));
    expect(asked.filter(({ kind }) => kind === 'answer')).toHaveLength(5);
    expect(asked.filter((each) => each.kind === 'unavailable' && each.why === 'ticket_budget')).toHaveLength(15);
    expect((await spending.ofTicket('tkt_1')).calls).toBe(5);
    expect(await model.ask(ask('other', { ticketId: 'tkt_2' }))).toMatchObject({ kind: 'answer' });
  });

  it('ends a ticket after its tokens', async () => {
    const { model, spending } = modelWith({ tokensPerTicket: 20_000 });
    server.script = () => ({ text: '{"reply":"ok","citations":[]}' });
    server.tokens = 4_000;
    for (let n = 0; n < 10; n++) await model.ask(ask(`turn ${n}`));
    expect((await spending.ofTicket('tkt_1')).tokens).toBeLessThanOrEqual(20_000);
    expect(server.requests.length).toBeGreaterThanOrEqual(4);
    expect(await model.ask(ask('more'))).toMatchObject({ kind: 'unavailable', why: 'ticket_budget' });
  });

  it('ends a day after its money, and a lie about tokens costs one call', async () => {
    const { model, spending } = modelWith({ nanoUsdPerDay: 30_000_000 });
    server.script = () => ({ text: '{"reply":"ok","citations":[]}' });
    const asked = await Promise.all(Array.from({ length: 60 }, (_, n) => model.ask(ask(`side ${n}`, { ticketId: `tkt_${n}` }))));
    expect(asked.some((each) => each.kind === 'unavailable' && each.why === 'day_budget')).toBe(true);
    expect((await spending.ofDay(today)).nanoUsd).toBeLessThanOrEqual(30_000_000);
    server.tokens = 10_000_000;
    const before = server.requests.length;
    for (let n = 0; n < 5; n++) await model.ask(ask(`lie ${n}`, { ticketId: `tkt_b${n}` }));
    expect(server.requests.length - before).toBe(1);
  });

  it('is kept over a restart, reserves of the dead included', async () => {
    const { spending } = modelWith({ callsPerTicket: 2 });
    const expense = { ticketId: 'tkt_9', day: today, tier: 'core', tokens: 10, nanoUsd: 10 };
    await spending.reserve(expense);
    await spending.reserve(expense);
    expect(await modelWith({ callsPerTicket: 2 }).model.ask(ask('hello', { ticketId: 'tkt_9' }))).toMatchObject({ kind: 'unavailable', why: 'ticket_budget' });
  });
});

describe('openModel', () => {
  const money = { minor: 1, currency: 'USD' };
  const tier = { window: 1_000, spendPerDay: money };
  const limits = { tokensPerTicket: 1, callsPerTicket: 1, spendPerDay: money, tiers: { nano: tier, core: tier, heavy: tier } };
  const open = (env: Record<string, string>) => openModel(modelConfigSchema.parse(env), db, limits);

  it('is no model without variables, and refuses half of them', () => {
    expect(open({})).toBeNull();
    expect(() => open({ LLM_MODEL_CORE: 'x' })).toThrow('LLM_BASE_URL is not set');
    expect(() => open({ LLM_BASE_URL: 'http://127.0.0.1:1/v1' })).toThrow('no model is named');
  });

  it('takes the nearest tier that is there', () => {
    const model = open({ LLM_BASE_URL: 'http://127.0.0.1:1/v1', LLM_MODEL_NANO: 'n', LLM_MODEL_HEAVY: 'h' });
    expect([model?.tier('nano').model, model?.tier('core').model, model?.tier('heavy').model]).toEqual(['n', 'h', 'h']);
    expect(open({ LLM_BASE_URL: 'http://127.0.0.1:1/v1', LLM_MODEL_NANO: 'n' })?.tier('heavy').model).toBe('n');
  });
});
