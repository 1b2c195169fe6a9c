import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fixedOrders as orders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, openLedgerDatabase, partsOn } from './desk.fixture.js';
import { Vault } from './vault.js';
import { TurnFactory } from './turn-factory.js';
import { TurnRunner } from './turn-runner.js';
import { catalogue, factsOf } from '../decide/turn.fixture.js';
import { propose } from '../decide/propose.js';

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;
beforeAll(async () => {
  database = await openLedgerDatabase();
}, 60_000);
afterAll(() => database.close());

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of close) await each();
  close = [];
});

async function deskWith(faults: Parameters<typeof openDesk>[0] & object) {
  const desk = await openDesk({ db: database.db, timeoutMs: 300, patienceMs: 2_500, ...faults });
  close.push(() => desk.close());
  return desk;
}

const refund = { received: { ticketId: 'tkt_7', conversationId: 'con_7' }, classified: { intent: 'refund_request', entities: { orderId: [orders.refundable] }, wishes: ['refund'] } };

describe('a shop in trouble', () => {
  it.each([
    ['does it and never answers', { executeThenTimeOut: 1, atMost: 1 }],
    ['does it and answers 503', { executeThenFail: 1, atMost: 1 }],
    ['fails before it does it', { failBefore: 1, atMost: 2 }],
    ['hangs without doing it', { hang: 1, atMost: 2 }],
  ])('%s: the refund is done once, and said', async (_name, faults) => {
    const desk = await deskWith({ faults });
    const { text, proposal } = await desk.say('Refund 20001 please', refund);
    expect(text).toContain("I've refunded $24.90");
    expect(desk.refunds()).toHaveLength(1);
    const [row] = await desk.ledger.ofConversation('con_7');
    expect(row).toMatchObject({ status: 'succeeded', reconciled: true });
    expect(proposal.calls.at(-1)?.idempotencyKey).toBe(row?.idempotencyKey);
  });

  it('that keeps failing has not done it: a person takes over, and a later wish uses the same key', async () => {
    const desk = await deskWith({ faults: { failBefore: 1, atMost: 6 }, patienceMs: 5_000 });
    const first = await desk.say('Refund 20001 please', refund);
    expect(first.code).toBe('tool_failed');
    expect((await desk.ledger.ofConversation('con_7'))[0]).toMatchObject({ status: 'failed', attempts: 6 });
    const later = await desk.say('Please try my refund again', { ...refund, received: { ...refund.received, ticketId: 'tkt_8' } });
    expect(later.text).toContain("I've refunded $24.90");
    expect(desk.refunds()).toHaveLength(1);
  }, 30_000);

  it('that hangs for good and remembers nothing leaves the effect unknown: nothing is sent again', async () => {
    const desk = await deskWith({ faults: { executeThenTimeOut: 1, noOperations: true } });
    const { code, proposal } = await desk.say('Refund 20001 please', refund);
    expect(code).toBe('effect_unknown');
    expect(proposal.calls.at(-1)).toMatchObject({ tool: 'process_refund', status: 'unknown' });
    expect(desk.refunds()).toHaveLength(1);
  });

  it('that is down: a person takes over, with the story so far', async () => {
    const desk = await deskWith({});
    await desk.shop.close();
    const { code, proposal } = await desk.say('Where is 12345?', { classified: { intent: 'order_status', entities: { orderId: ['12345'] } } });
    expect(code).toBe('tool_failed');
    expect(proposal.calls).toMatchObject([{ tool: 'lookup_order', status: 'failed' }]);
  });
});

describe('two workers', () => {
  it('at the same turn at the same time refund once, and both say so', async () => {
    const desk = await deskWith({ faults: { latencyMs: 40 } });
    const worker = (owner: string) => {
      const vault = new Vault(desk.memory);
      const parts = partsOn(desk.db, desk.shop.url, desk.conversation, vault, { timeoutMs: 2_000, patienceMs: 10_000, owner });
      const turns = new TurnFactory(catalogue, 'auto', parts.client, vault);
      const runner = new TurnRunner({ ...parts, shop: parts.client, vault, search: async () => [] });
      return async () => {
        const turn = await turns.make(factsOf('Refund 20001', refund), new Date().toISOString());
        const { step, calls } = await runner.run(turn);
        return propose(turn, step, calls).proposal.text;
      };
    };
    const texts = await Promise.all([worker('one')(), worker('two')(), worker('three')()]);
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("I've refunded $24.90");
    expect(desk.refunds()).toHaveLength(1);
  });

  it('share the limit of a day: the twenty-first refund waits for a person', async () => {
    const desk = await deskWith({ timeoutMs: 10_000 });
    const listed = await desk.client.ordersOf('cus_3');
    const ids = listed.kind === 'found' ? listed.value.filter(({ status }) => status === 'delivered').map(({ id }) => id) : [];
    const results = await Promise.all(
      ids.slice(0, 22).map((orderId, n) =>
        desk.say(`Refund ${orderId}`, {
          received: { ticketId: `tkt_${n}`, conversationId: `con_${n}`, customerId: 'cus_3' },
          classified: { intent: 'refund_request', entities: { orderId: [orderId] }, wishes: ['refund'] },
        }),
      ),
    );
    expect(desk.refunds()).toHaveLength(20);
    expect(results.filter(({ proposal }) => proposal.policyApproval)).toHaveLength(2);
  });
});

describe('a shop that lies', () => {
  /** Stands before the real shop and rewrites what it says. */
  async function liar(real: string, rewrite: (path: string, body: unknown) => unknown) {
    const server = createServer((request: IncomingMessage, response: ServerResponse) => void relay(request, response));
    async function relay(request: IncomingMessage, response: ServerResponse) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => ['idempotency-key', 'content-type'].includes(name)));
      const answer = await fetch(real + request.url, {
        method: request.method!, headers: headers as Record<string, string>, body: chunks.length > 0 ? Buffer.concat(chunks) : null,
      });
      const body = rewrite(`${request.method} ${request.url}`, await answer.json());
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
    }
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close.unshift(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const object = (body: unknown) => body as Record<string, unknown>;
  const order = (change: (body: Record<string, unknown>) => unknown) => (path: string, body: unknown) => (path === 'GET /orders/20001' ? change(object(body)) : body);

  it.each<[string, (path: string, body: unknown) => unknown, string]>([
    ['no JSON', order(() => '<html>'), 'tool_failed'],
    ['null', order(() => null), 'tool_failed'],
    ['another order', order((body) => ({ ...body, id: '20002' })), 'tool_failed'],
    ['a negative total', order((body) => ({ ...body, total: { value: '-1', currency: 'USD' } })), 'tool_failed'],
    ['an amount that is a number', order((body) => ({ ...body, refunded: 3 })), 'tool_failed'],
    ['a status that is none', order((body) => ({ ...body, status: '{status}' })), 'tool_failed'],
    ['two currencies', order((body) => ({ ...body, refunded: { value: '0.00', currency: 'EUR' } })), 'tool_failed'],
    ['a refund of another amount', (path, body) => (path === 'POST /refunds' || path.includes('/operations') ? { ...object(body), amount: { value: '9.00', currency: 'USD' }, response: {} } : body), 'effect_unknown'],
    ['a refund of nothing', (path, body) => (path === 'POST /refunds' || path.includes('/operations') ? {} : body), 'effect_unknown'],
    ['endless text', order((body) => ({ ...body, address: 'x'.repeat(2_000_000) })), 'tool_failed'],
  ])('with %s never makes the desk say it', async (_name, rewrite, code) => {
    const desk = await deskWith({});
    const vault = new Vault(desk.memory);
    const parts = partsOn(desk.db, await liar(desk.shop.url, rewrite), desk.conversation, vault, { timeoutMs: 1_000, patienceMs: 1_500, owner: 'x' });
    const turns = new TurnFactory(catalogue, 'auto', parts.client, vault);
    const runner = new TurnRunner({ ...parts, shop: parts.client, vault, search: async () => [] });
    const turn = await turns.make(factsOf('Refund 20001', refund), new Date().toISOString());
    const { step, calls } = await runner.run(turn);
    expect(propose(turn, step, calls)).toMatchObject({ kind: 'escalated', code });
    expect(desk.refunds().length).toBeLessThanOrEqual(1);
  });
});
