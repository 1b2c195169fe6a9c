import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '@deskhand/bus/bus.js';
import { BusServer } from '@deskhand/bus/bus-server.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { ApprovalDecided, EscalationRequested } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { LedgerClient } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { CasesService } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import { type ClaimWriteRequest, ConversationsService, VaultService } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { connect, type GrpcServer, serveGrpc } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { grpcAddress } from '@deskhand/kit/run-dir.js';
import { start, type Started } from '@deskhand/kit/start.js';
import { fixedOrders as orders } from '@deskhand/shop/seed/fixed.js';
import { type RunningShop, startShop } from '@deskhand/shop/start-shop.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionsGrpc } from './actions.grpc.js';
import { ActionsModule } from './actions.module.js';
import { actionsConfigSchema } from './config.js';
import { factsOf, type Said } from './decide/turn.fixture.js';
import { MemoryVault } from './perform/desk.fixture.js';

// The whole service: Nest, the embedded bus, rpcs over sockets, the sample shop. Only its neighbours are played.
let desk: Started;
let shop: RunningShop;
let ingestion: GrpcServer;
let escalation: GrpcServer;
let bus: Bus;
let ledger: ReturnType<typeof connect<LedgerClient>>;
const folder = mkdtempSync(join(tmpdir(), 'actions-'));
const vault = new MemoryVault();
const heard = new Map<string, { topic: string; body: unknown; arrived: (body: unknown) => void }>();
let heldBy = '';
let takenOverAt = '';
/** Cases that people have, by ticket. */
const escalated = new Set<string>();

beforeAll(async () => {
  shop = await startShop();
  const config = parseConfig(actionsConfigSchema, { DESKHAND_DATA: folder, SHOP_URL: shop.url, LOG_LEVEL: 'silent', PORT: '0' });
  const tickets = Array.from({ length: 99 }, (_, n) => ({ ticketId: `tkt_${n}`, sourceId: '', turn: 1 }));
  ingestion = await serveGrpc(grpcAddress(config, 'ingestion'), [
    { definition: VaultService, handlers: { tokenise: (request: never) => vault.tokenise(request), reveal: (request: never) => vault.reveal(request) } },
    {
      definition: ConversationsService,
      handlers: {
        context: async () => ({ conversationId: '', source: '', epoch: 0, revision: 1, heldBy, authenticated: true, customerId: '', tickets, messages: [] }),
        claimWrite: async ({ turn, approvedAt }: ClaimWriteRequest) => ({ granted: turn ? heldBy === '' : approvedAt > takenOverAt }),
        endWrite: async () => ({}),
      },
    },
  ]);
  escalation = await serveGrpc(grpcAddress(config, 'escalation'), [
    {
      definition: CasesService,
      handlers: {
        async find({ ticketId }: { ticketId: string }) {
          if (!escalated.has(ticketId)) throw new RpcError('not_found', 'no such ticket');
          return { ticketId, conversationId: '', state: 'escalated', revision: 1, turn: 1, queue: 'support' };
        },
      },
    },
  ]);
  const topic = (consumer: string) => ({ consumers: [consumer], retentionMs: 3_600_000, partitions: 1, laned: true });
  desk = await start({
    name: 'actions',
    modules: [ActionsModule],
    services: ['actions'],
    config,
    grpc: [actionsGrpc],
    signals: false,
    bus: ({ db, logger }) => {
      const topics = {
        'ticket.grounded.v1': topic('actions'), 'approval.decided.v1': topic('actions'), 'conversation.erased.v1': topic('actions'),
        'ticket.proposed.v1': topic('escalation'), 'escalation.requested.v1': topic('escalation'),
      };
      bus = new Bus({ db, topics, services: ['actions', 'escalation'], log: logger });
      for (const name of ['ticket.proposed.v1', 'escalation.requested.v1']) bus.handle('escalation', name, hear);
      const strategy = new BusServer(bus);
      return { strategy, drain: (ms) => bus.drain(ms), ready: () => bus.ready() };
    },
  });
  ledger = connect(LedgerClient, 'actions', config);
}, 60_000);

afterAll(async () => {
  ledger?.close();
  await desk?.stop();
  await ingestion?.stop();
  await escalation?.stop();
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function hear(body: unknown, delivery: { topic: string; key: string }) {
  heard.get(delivery.key)?.arrived({ topic: delivery.topic, ...(body as object) });
  return undefined;
}

type Answer = { topic: string; proposal: Proposal; cause: EscalationRequested['cause'] };

/** Says something to actions and waits for what it says. */
function tell(topic: 'ticket.grounded.v1' | 'approval.decided.v1', key: string, body: object, waitMs = 15_000): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing was said about ${key}`)), waitMs);
    heard.set(key, { topic, body, arrived: (said) => (clearTimeout(timer), resolve(said as Answer)) });
    void bus.write('escalation', key, async (cause) => ({ events: [outgoing(cause, topic, body as never)], writes: [] }));
  });
}

let ticket = 0;

function facts(text: string, said: Said = {}) {
  ticket += 1;
  return factsOf(text, { ...said, received: { ticketId: `tkt_${ticket}`, conversationId: `con/${ticket}`, ...said.received } });
}

it('answers a grounded ticket on the bus, without personal data', async () => {
  const body = facts('My order 12345 is late', { classified: { intent: 'order_status', entities: { orderId: ['12345'] } } });
  const { topic, proposal } = await tell('ticket.grounded.v1', body.received!.conversationId, body);
  expect(topic).toBe('ticket.proposed.v1');
  expect(proposal.text).toContain('MP7730012345US');
  expect(JSON.stringify(proposal)).not.toMatch(/Ada|@example\.com/);
});

it('begins no write and says nothing on a ticket that was handed to people', async () => {
  const body = facts('Refund 20001', { classified: { intent: 'refund_request', entities: { orderId: [orders.refundable] }, wishes: ['refund'] } });
  escalated.add(body.received!.ticketId);
  const before = shop.ledger().length;
  await expect(tell('ticket.grounded.v1', body.received!.conversationId, body, 1_500)).rejects.toThrow('nothing was said');
  expect(shop.ledger()).toHaveLength(before);
  escalated.delete(body.received!.ticketId);
  const { proposal } = await tell('ticket.grounded.v1', body.received!.conversationId, body);
  expect(proposal.calls.at(-1)).toMatchObject({ tool: 'process_refund', status: 'succeeded' });
});

it('carries out an approved refund once, says so and mails it; a repeated decision changes nothing', async () => {
  const body = facts('Refund 20004', { classified: { intent: 'refund_request', entities: { orderId: [orders.overApproval] }, wishes: ['refund'] } });
  const key = body.received!.conversationId;
  const { proposal } = await tell('ticket.grounded.v1', key, body);
  expect(proposal).toMatchObject({ policyApproval: true, action: { tool: 'process_refund', neededApprovals: 1 } });
  const { action } = proposal;
  const asked = { tool: action!.tool, argumentsJson: JSON.stringify(action!.arguments), customerId: 'cus_1', conversationId: key };
  expect((await ledger.fingerprint(asked)).fingerprint).toBe(action!.fingerprint);
  await expect(ledger.fingerprint({ ...asked, customerId: 'cus_2' })).rejects.toMatchObject({ code: 'not_found' });
  const decided = { ...body, proposal, approval: approvalOf(proposal) };
  const done = await tell('approval.decided.v1', key, decided);
  expect(done.proposal).toMatchObject({ approvalId: 'apr_1', kind: 'fixed' });
  expect(done.proposal.text).toMatch(/\$240\.00 .*approved and is done/);
  const again = await tell('approval.decided.v1', key, decided);
  expect(again.proposal.text).toBe(done.proposal.text);
  expect(shop.ledger().filter(({ effect, request }) => effect === 'refund' && (request as { orderId: string }).orderId === orders.overApproval)).toHaveLength(1);
  const mails = shop.ledger().filter(({ effect }) => effect === 'mail');
  expect(mails).toHaveLength(1);
  expect(JSON.stringify(mails[0])).toContain(action!.reference);
  const { entries } = await ledger.find({ conversationId: key, ticketId: '', idempotencyKey: '' });
  expect(entries.map(({ tool, status }) => `${tool} ${status}`)).toEqual(['process_refund succeeded', 'send_mail succeeded']);
  expect(JSON.stringify(entries)).not.toContain('@example.com');
});

it('does what people approve while one of them holds the conversation, and mails nothing', async () => {
  const body = facts('Refund 20003', { classified: { intent: 'refund_request', entities: { orderId: [orders.justOverApproval] }, wishes: ['refund'] } });
  const key = body.received!.conversationId;
  const { proposal } = await tell('ticket.grounded.v1', key, body);
  const mails = () => shop.ledger().filter(({ effect }) => effect === 'mail').length;
  const before = mails();
  heldBy = 'kim';
  const decided = { ...body, proposal, approval: { ...approvalOf(proposal), approvalId: 'apr_held' } };
  const done = await tell('approval.decided.v1', key, decided);
  await tell('approval.decided.v1', key, decided);
  heldBy = '';
  expect(done.proposal.calls.at(-1)).toMatchObject({ tool: 'process_refund', status: 'succeeded' });
  expect(mails()).toBe(before);
});

it('does not carry out what was approved before a person took the conversation over', async () => {
  const body = facts('Refund 20004', { received: { customerId: 'cus_2' }, classified: { intent: 'refund_request', entities: { orderId: [orders.bensOverApproval] }, wishes: ['refund'] } });
  const key = body.received!.conversationId;
  const { proposal } = await tell('ticket.grounded.v1', key, body);
  const before = shop.ledger().length;
  takenOverAt = '2026-11-25T10:00:00.000Z';
  const late = await tell('approval.decided.v1', key, { ...body, proposal, approval: approvalOf(proposal) });
  takenOverAt = '';
  expect([late.topic, late.cause?.code]).toEqual(['escalation.requested.v1', 'approval_expired']);
  expect(late.cause?.reason).toContain('took the conversation over');
  expect(shop.ledger()).toHaveLength(before);
});

it('does not carry out what changed after it was approved', async () => {
  const body = facts('Refund 22004', {
    received: { customerId: 'cus_2' }, classified: { intent: 'refund_request', entities: { orderId: [orders.bensOverApproval] }, wishes: ['refund'] },
  });
  const key = body.received!.conversationId;
  const { proposal } = await tell('ticket.grounded.v1', key, body);
  const before = shop.ledger().length;
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'by-hand' };
  const refund = { orderId: orders.bensOverApproval, amount: { value: '1.00', currency: 'USD' }, reason: 'by hand' };
  await fetch(`${shop.url}/refunds`, { method: 'POST', headers, body: JSON.stringify(refund) });
  const { topic, cause } = await tell('approval.decided.v1', key, { ...body, proposal, approval: approvalOf(proposal) });
  expect([topic, cause?.code]).toEqual(['escalation.requested.v1', 'approval_expired']);
  expect(shop.ledger()).toHaveLength(before + 1);
});

it('runs a write that waited with its draft, and the draft comes true', async () => {
  const body = facts('Reset my password', { classified: { intent: 'account_issue', wishes: ['reset_password'], confidence: 0.5 } });
  const key = body.received!.conversationId;
  const { proposal } = await tell('ticket.grounded.v1', key, body);
  expect(proposal).toMatchObject({ policyApproval: false, kind: 'draft', action: { tool: 'reset_password' } });
  const done = await tell('approval.decided.v1', key, { ...body, proposal, approval: { ...approvalOf(proposal), kind: 'reply' } });
  expect(done.proposal.text).toMatch(/\w\*\*\*@example\.com/);
  const edited = await tell('approval.decided.v1', key, { ...body, proposal, approval: { ...approvalOf(proposal), kind: 'reply', editedText: 'Look into your inbox.' } });
  expect(edited.proposal.text).toBe('Look into your inbox.');
  expect(shop.ledger().filter(({ effect }) => effect === 'password_reset')).toHaveLength(1);
});

function approvalOf(proposal: Proposal): NonNullable<ApprovalDecided['approval']> {
  return {
    approvalId: 'apr_1', ticketId: '', conversationId: '', status: 'approved', kind: 'action', action: proposal.action, draft: '', neededApprovals: 1,
    expiresAt: '', decidedBy: 'kim', decisions: [{ by: 'kim', verdict: 'approved', at: '2026-11-25T10:00:00.000Z', reason: '' }], editedText: '', createdAt: '',
  };
}
