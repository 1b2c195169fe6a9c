import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { shippedDir } from '@deskhand/catalogue/shipped-catalogue.fixture.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { TicketGrounded } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Order } from './shop-facts.js';
import { answeredPending } from './turn-facts.js';
import type { DoneCall, Turn } from './turn.js';

/** The catalogue as it is shipped. */
export const catalogue = loadCatalogue(shippedDir);

export const now = '2026-11-25T10:00:00.000Z';

export function receivedOf(more: Partial<Received> = {}): Received {
  return {
    ticketId: 'tkt_1',
    conversationId: 'con_1',
    source: 'test',
    sourceId: '1',
    channel: 'api',
    messageId: 'msg_1',
    turn: 1,
    revision: 1,
    epoch: 0,
    subject: '',
    text: 'hello',
    history: [],
    authenticated: true,
    customerId: 'cus_1',
    identityNote: '',
    metadata: {},
    receivedAt: now,
    customerMessages: 1,
    dryRun: false,
    heldBy: '',
    opensTicket: true,
    ...more,
  };
}

export function classifiedOf(more: Partial<Classified> = {}): Classified {
  return {
    intent: 'other',
    confidence: 0.97,
    candidates: [],
    agent: 'support',
    sentiment: 'neutral',
    priority: 2,
    entities: {},
    language: 'en',
    angryTurns: 0,
    repeatedQuestion: 1,
    legal: false,
    asksForHuman: false,
    injection: 0,
    toxicity: 0,
    unsafe: false,
    banned: '',
    disputedAmount: undefined,
    smallTalk: '',
    wishes: [],
    otherIntents: [],
    rules: [],
    classifierVersion: '',
    catalogueVersion: '',
    answersPending: undefined,
    reconsidered: false,
    ...more,
  };
}

export interface Said {
  received?: Partial<Received>;
  classified?: Partial<Classified>;
  passages?: Passage[];
}

/** The facts of a turn as the bus brings them. */
export function factsOf(text: string, { received, classified, passages = [] }: Said = {}): TicketGrounded {
  return {
    received: receivedOf({ text, ...received }),
    classified: classifiedOf(classified),
    grounding: { passages, enough: passages.length > 0, unfiltered: false, indexVersion: 'i', query: text },
  };
}

export function turnOf(text: string, said: Said & Partial<Pick<Turn, 'customer' | 'mode' | 'now'>> = {}): Turn {
  const { received, classified, grounding } = factsOf(text, said);
  const intent = findIntent(catalogue, classified!.intent)!;
  const { customer = null, mode = 'auto' } = said;
  const answered = answeredPending(received!, classified!);
  return { received: received!, classified: classified!, grounding: grounding!, catalogue, intent, mode, customer, answered, now: said.now ?? now };
}

/** A passage of the shipped knowledge base: the whole document. */
export function passageOf(documentId: string, score = 0.8): Passage {
  const document = catalogue.knowledge.find(({ path }) => path === documentId || path === `${documentId}.md` || path.endsWith(`${documentId}.md`));
  if (!document) throw new Error(`no document ${documentId} among ${catalogue.knowledge.map(({ path }) => path).join(' ')}`);
  const { title, category, updated, body, sha256 } = document;
  return { documentId, title, category, updated, text: body, score, section: title, version: sha256.slice(0, 12), chunkIndex: 0 };
}

export function orderOf(more: Partial<Order> = {}): Order {
  const price = { value: '24.90', currency: 'USD' };
  return {
    id: '20001',
    customerId: 'cus_1',
    status: 'delivered',
    placedAt: '2026-11-10T10:00:00.000Z',
    deliveredAt: '2026-11-19T10:00:00.000Z',
    total: price,
    items: [{ itemId: 'SOCK-M', productId: 'prd_socks', name: 'Wool Socks', quantity: 1, price, finalSale: false }],
    refunded: { value: '0.00', currency: 'USD' },
    ...more,
  };
}

export function doneOf(tool: DoneCall['tool'], args: DoneCall['arguments'], result: DoneCall['result'], more: Partial<DoneCall> = {}): DoneCall {
  const kind = ['lookup_order', 'track_shipment', 'check_refund_eligibility', 'lookup_account', 'search_products', 'search_knowledge_base'].includes(tool) ? 'read' : 'write';
  return { tool, arguments: args, kind, status: 'succeeded', result, refusal: null, idempotencyKey: '', at: now, ...more };
}
