import type { ChatRequest } from '@deskhand/model/testing/chat-request.js';
import { call } from '@deskhand/model/testing/chat-request.js';
import { type ModelServer, startModelServer } from '@deskhand/model/testing/model-server.js';
import { fixedOrders as orders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue, passageOf, type Said } from '../decide/turn.fixture.js';
import { openDesk } from './desk.fixture.js';
import { seatAt } from './seat.fixture.js';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The same model behind specialists, and behind one prompt with every tool of the turn's intents. */
let server: ModelServer;
let specialists: Desk;
let onePrompt: Desk;
let ticket = 0;

beforeAll(async () => {
  server = await startModelServer();
  specialists = await openDesk({ seatOn: seatAt(server.url) });
  onePrompt = await openDesk({ seatOn: seatAt(server.url), catalogue: { ...catalogue, specialists: new Map() } });
}, 60_000);
beforeEach(() => {
  Object.assign(server, { mode: 'honest', script: null });
  server.requests.length = 0;
});
afterAll(async () => {
  await specialists.close();
  await onePrompt.close();
  await server.close();
});

function received(more: object = {}) {
  ticket += 1;
  return { conversationId: `con_${ticket}`, ticketId: `tkt_${ticket}`, sourceId: String(ticket), ...more };
}

const offeredIn = ({ tools = [] }: ChatRequest) => tools.map(({ function: { name } }) => name);
const promptOf = (request: ChatRequest | undefined) => request?.messages[0]?.content ?? '';
const order = (intent: string, orderId: string, more: object = {}) => ({ intent, agent: 'support', entities: { orderId: [orderId] }, ...more });

/** What is asked of both: who serves it, and what the customer must be told. */
const turns: readonly { text: string; agent: string; classified: NonNullable<Said['classified']>; passages?: string[]; told: string }[] = [
  { text: 'Where is 12345?', agent: 'support', classified: order('order_status', orders.late), told: 'MP7730012345US' },
  { text: 'Where is 20001?', agent: 'support', classified: order('order_status', orders.refundable), told: '20001' },
  { text: 'Can I still return worn boots?', agent: 'support', classified: { intent: 'refund_request', agent: 'support' }, passages: ['return-policy'], told: 'return' },
  { text: 'How heavy is the Ridgeline tent?', agent: 'sales', classified: { intent: 'product_question', agent: 'sales' }, passages: ['ridgeline-tent'], told: 'Ridgeline' },
  { text: 'Which size of rain jacket do you have?', agent: 'sales', classified: { intent: 'product_question', agent: 'sales' }, passages: ['size-guide'], told: 'size' },
  { text: 'The site will not let me sign in, error 500', agent: 'technical', classified: { intent: 'account_issue', agent: 'technical' }, passages: ['reset-your-password'], told: 'password' },
];

describe('specialists and one big prompt, with the same model', () => {
  it.each(turns)('$text', async ({ text, agent, classified, passages = [], told }) => {
    const said = { classified, passages: passages.map((id) => passageOf(id)) };
    const focused = await specialists.say(text, { ...said, received: received() });
    const focusedRequest = server.requests[0];
    server.requests.length = 0;
    const general = await onePrompt.say(text, { ...said, received: received() });
    const generalRequest = server.requests[0];
    expect(promptOf(focusedRequest).startsWith(`As the desk's specialist for ${agent}`)).toBe(focusedRequest !== undefined);
    expect(promptOf(generalRequest)).not.toContain('specialist');
    // A model that goes by the brief alone answers both alike: this shows that a focus costs nothing, not that it helps.
    expect([focused.code, focused.text]).toEqual([general.code, general.text]);
    expect(focused.text.toLowerCase()).toContain(told.toLowerCase());
    const wide = generalRequest ? offeredIn(generalRequest) : [];
    expect(wide).toEqual(expect.arrayContaining(focusedRequest ? offeredIn(focusedRequest) : []));
    if (focusedRequest) expect(focused.proposal.rules).toContain(`specialist:${agent}`);
  });
});

describe('a specialist', () => {
  it('is offered its own tools of the intent only, and anything else is refused', async () => {
    server.script = () => call('update_account', { email: 'x' });
    const { proposal } = await specialists.say('I cannot sign in, the page shows an error', { received: received(), classified: { intent: 'account_issue', agent: 'technical', technical: true } as never, passages: [passageOf('reset-your-password')] });
    for (const request of server.requests.filter(({ tools }) => tools)) expect(offeredIn(request)).not.toContain('update_account');
    if (server.requests.length > 0) expect(proposal.rules.some((rule) => rule.startsWith('model_refused:'))).toBe(true);
  });

  it('takes over with the whole conversation, and knows from whom', async () => {
    const history = [
      { messageId: 'a', from: 'customer', text: 'How heavy is the Ridgeline tent?', at: '', intent: '', toolResults: [] },
      { messageId: 'b', from: 'bot', text: 'The 2 person version weighs 1.9 kg.', at: '', intent: 'product_question', toolResults: [] },
    ];
    const { proposal } = await specialists.say('And where is my order 12345?', { received: received({ turn: 2, history, customerMessages: 2 }), classified: order('order_status', orders.late) });
    const brief = JSON.parse(server.requests[0]!.messages[1]!.content) as { handed_over_by: string; conversation: { text: string }[] };
    expect(brief.handed_over_by).toBe('sales');
    expect(brief.conversation.map(({ text }) => text)).toEqual(history.map(({ text }) => text));
    expect(proposal.rules).toContain('specialist_handover:sales:support');
  });

  it('shares the turn with another where the message has a wish for each', async () => {
    await specialists.say('Where is 12345? And is the Ridgeline tent in stock?', { received: received(), classified: order('order_status', orders.late, { otherIntents: ['product_question'] }) });
    const prompt = promptOf(server.requests[0]);
    expect(prompt.indexOf('specialist for support')).toBe(prompt.indexOf('specialist for'));
    expect(prompt).toContain('specialist for sales');
    expect(offeredIn(server.requests[0]!)).toEqual(expect.arrayContaining(['lookup_order', 'search_products']));
  });
});
