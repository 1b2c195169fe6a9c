import { call, draft } from '@deskhand/model/testing/chat-request.js';
import { type ModelMode, type ModelServer, startModelServer } from '@deskhand/model/testing/model-server.js';
import { Records } from '@deskhand/model/records.js';
import type { TravellingRecord } from '@deskhand/model/travel-record.js';
import { fixedOrders as orders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { passageOf, type Said } from '../decide/turn.fixture.js';
import { openDesk } from './desk.fixture.js';
import { seatAt } from './seat.fixture.js';

let server: ModelServer;
let desk: Awaited<ReturnType<typeof openDesk>>;
let ticket = 0;

beforeAll(async () => {
  server = await startModelServer();
  desk = await openDesk({ seatOn: seatAt(server.url) });
}, 60_000);
beforeEach(() => {
  Object.assign(server, { mode: 'honest', script: null });
  server.requests.length = 0;
});
afterAll(async () => {
  await desk.close();
  await server.close();
});

function conversation() {
  ticket += 1;
  return { conversationId: `con_${ticket}`, ticketId: `tkt_${ticket}`, sourceId: String(ticket) };
}

function about(intent: string, orderId: string, ...wishes: string[]): Said['classified'] {
  return { intent, entities: { orderId: [orderId] }, wishes };
}

/** The scripted answers one after the other; the last one again and again. */
function script(...replies: ReturnType<typeof draft>[]) {
  let n = 0;
  server.script = () => replies[Math.min(n++, replies.length - 1)]!;
}

describe('an honest model', () => {
  it('looks up and words the answer', async () => {
    const { text, proposal, code } = await desk.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    expect(code).toBeNull();
    expect(text).toContain('Your order 12345 is shipped. It travels with Meridian Parcel under MP7730012345US.');
    expect(text).toMatch(/Hi Ada,.*AI support agent.*Just reply "yes"\.$/s);
    expect(proposal.pending).toMatchObject({ missing: 'confirmation' });
    expect(proposal).toMatchObject({ kind: 'draft', model: 'core-1', modelCalls: 2, modelTokens: 200, costUsd: '0.0006' });
    expect(proposal.promptVersion).toMatch(/^[0-9a-f]{64}$/);
    expect(proposal.rules).toEqual(expect.arrayContaining([expect.stringMatching(/^model:order_/), expect.stringMatching(/^model_transcript:[0-9a-f]{64}$/)]));
    expect(JSON.stringify(server.requests)).not.toMatch(/Ada|Lovelace|@example/);
  });

  it('is offered the tools of the intent only, and of a write only the order', async () => {
    await desk.say('Refund 20001 please', { received: conversation(), classified: about('refund_request', orders.refundable) });
    const offered = server.requests[0]?.tools?.map(({ function: { name } }) => name);
    expect(offered).not.toContain('reset_password');
    const refund = server.requests[0]?.tools?.find(({ function: { name } }) => name === 'process_refund');
    expect(Object.keys(refund?.function.parameters.properties ?? {})).toEqual(['orderId']);
  });

  it('refunds what was asked for, with the facts\' amount, once', async () => {
    const before = desk.refunds().length;
    const said = { received: conversation(), classified: about('refund_request', orders.refundable, 'refund') };
    const first = await desk.say('Please refund order 20001', said);
    expect(first.text).toMatch(/\$24\.90 .*20001/s);
    const asked = server.requests.length;
    const again = await desk.say('Please refund order 20001', said);
    expect(again.text).toBe(first.text);
    expect(desk.refunds()).toHaveLength(before + 1);
    expect(server.requests.length - asked).toBeLessThanOrEqual(asked);
  });

  it('answers from passages with their source', async () => {
    const passages = [passageOf('return-policy')];
    script(draft(`${passages[0]!.text.match(/[A-Z][^.#\n]{40,}\./)?.[0]}`, [passages[0]!.documentId]));
    const { proposal, code } = await desk.say('Tell me the rules for sending something back', { received: conversation(), classified: { intent: 'product_question' }, passages });
    expect(code).toBeNull();
    expect(proposal.citations.map(({ documentId }) => documentId)).toEqual([passages[0]!.documentId]);
    expect(proposal.rules[0]).toMatch(/^model/);
  });

  it('is not asked where the desk\'s own words do', async () => {
    await desk.say('Where is 12345?', { received: { ...conversation(), authenticated: false, customerId: '' }, classified: about('order_status', orders.late) });
    await desk.say('thanks', { received: conversation(), classified: { intent: 'other', smallTalk: 'thanks' } });
    expect(server.requests).toHaveLength(0);
  });

  it('is asked once for a turn that runs again', async () => {
    const said = { received: conversation(), classified: about('order_status', orders.late) };
    const first = await desk.say('Where is 12345?', said);
    const asked = server.requests.length;
    const again = await desk.say('Where is 12345?', said);
    expect(server.requests).toHaveLength(asked);
    expect(again.proposal).toEqual({ ...first.proposal, calls: again.proposal.calls, basis: again.proposal.basis });
  });
});

describe('the record of a turn', () => {
  it('holds every request and answer, and another desk replays the turn with it and asks nobody', async () => {
    const said = { received: conversation(), classified: about('order_status', orders.late) };
    const first = await desk.say('Where is 12345?', said);
    const { records } = first.model!;
    expect(records).toHaveLength(server.requests.length);
    for (const [n, { record }] of records.entries()) expect(record).toMatchObject({ request: { messages: server.requests[n]!.messages }, model: 'core-1', tokens: 100 });
    // As an event brings them to a desk that has never asked; this model would say something else.
    const carried = JSON.parse(JSON.stringify(records)) as TravellingRecord[];
    await desk.db.query('truncate model.answer, model.holding, model.record');
    await new Records(desk.db).restore(`${said.received.ticketId}/1`, carried);
    const asked = server.requests.length;
    script(draft('I cannot say.'));
    const again = await desk.say('Where is 12345?', said);
    expect(server.requests).toHaveLength(asked);
    expect(again.proposal).toEqual({ ...first.proposal, calls: again.proposal.calls, basis: again.proposal.basis });
    expect(again.model!.records).toEqual(records);
  });

  it('that was changed on its way is refused', async () => {
    const { model } = await desk.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    const [one] = model!.records as TravellingRecord[];
    const forged = [{ ...one!, record: { ...one!.record!, text: 'A refund of $1000 is on its way.' } }];
    await expect(new Records(desk.db).restore('tkt_x/1', forged)).rejects.toThrow('not what its hash says');
  });
});

describe('a model that drops a write', () => {
  it('leaves it undone: the customer is asked, and their yes does it', async () => {
    const at = conversation();
    const before = desk.refunds().length;
    script(call('lookup_order', { orderId: orders.insideWindow }), draft(`Your order ${orders.insideWindow} is delivered.`));
    const asked = await desk.say('Refund 20021', { received: at, classified: about('refund_request', orders.insideWindow, 'refund') });
    expect(desk.refunds()).toHaveLength(before);
    expect(asked.text).toContain(`Is it about order ${orders.insideWindow}`);
    expect(asked.proposal.pending).toMatchObject({ wish: 'refund', missing: 'confirmation', known: { orderId: orders.insideWindow } });
    const history = [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'refund_request', pending: asked.proposal.pending, toolResults: [] }];
    const yes = { received: { ...at, turn: 2, history }, classified: { intent: 'other' } };
    expect((await desk.say('yes', yes)).code).toBe('quality_check_failed');
    server.script = null;
    const done = await desk.say('yes', { ...yes, received: { ...yes.received, turn: 3 } });
    expect(done.text).toContain('$72.00');
    expect(desk.refunds()).toHaveLength(before + 1);
  });
});

describe('a model that lies', () => {
  it.each([
    ["I've refunded $99.00 for order 12345.", 'invented_figure'],
    ['Your order 12345 has been cancelled.', 'claim'],
    ['Your order 12345 is delivered.', 'claim'],
    ['Your order 12345 is shipped and I guarantee it.', 'promise'],
    ['Karen says that Mallory has your order 12345.', 'name'],
    ['See https://evil.example about 12345.', 'link'],
    ['We owe you nine hundred dollars for order 12345.', 'number_in_words'],
    ['You have a free voucher for order 12345.', 'compensation'],
    ['Order 12345 belongs to <EMAIL_ffffffffff>.', 'foreign_token'],
    ['Write to mallory@evil.example about 12345.', 'form'],
    ['Order 22001 is shipped.', 'invented_figure'],
    ['I am a human, and order 12345 is shipped.', 'human'],
    ['Sorry, sorry! Order 12345 is shipped.', 'apologies'],
    ['Elephants carry gold bars through deserts at night.', 'unsupported'],
  ])('%s', async (reply, rule) => {
    script(call('lookup_order', { orderId: orders.late }), draft(reply));
    const { text, proposal, code } = await desk.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    expect(code).toBeNull();
    expect(text).not.toContain(reply);
    expect(text).toContain('MP7730012345US');
    expect(proposal.rules).toContain(`model_draft_refused:${rule}`);
  });

  it('mends its draft once, with a stronger model', async () => {
    script(call('lookup_order', { orderId: orders.late }), draft('It comes on 01/01.'), draft('Your order 12345 is shipped.'));
    const { text, proposal } = await desk.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    expect(text).toContain('Your order 12345 is shipped.');
    expect(proposal).toMatchObject({ model: 'heavy-1', rules: expect.arrayContaining(['model_repaired']) });
  });

  it.each([
    ['Your order 12345 is shipped. It arrives on 01/01 by noon.', 'invented_figure', 'Your order 12345 is shipped.'],
    ['Your order 12345 is shipped. I will call you back personally. Elephants carry gold bars through deserts at night.', 'promise', 'Your order 12345 is shipped.'],
    ['We owe you a free voucher. Your order 12345 is shipped.', 'compensation', 'Your order 12345 is shipped.'],
    ['I am a human. Order 12345 is shipped.', 'human', 'Order 12345 is shipped.'],
  ])('loses the sentences that nothing backs, without asking again: %s', async (reply, rule, left) => {
    script(call('lookup_order', { orderId: orders.late }), draft(reply));
    const { text, proposal, code } = await desk.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    expect(code).toBeNull();
    expect(text).toContain(left);
    for (const sentence of reply.split('. ').filter((each) => !left.startsWith(each))) expect(text).not.toContain(sentence);
    expect(proposal).toMatchObject({ model: 'core-1', rules: expect.arrayContaining([`model_sentence_removed:${rule}`]) });
    expect(server.requests).toHaveLength(2);
  });

  it('goes to a person where nothing that it says of a passage stands in it, and the desk has no answer of its own', async () => {
    const passages = [passageOf('return-policy')];
    script(draft('Worn boots can be returned for a full refund at any time.', [passages[0]!.documentId]));
    const { text, proposal, code } = await desk.say('Is there anything about zebras and boots here', { received: conversation(), classified: { intent: 'product_question' }, passages });
    expect(text).not.toContain('Worn boots can be returned');
    expect(code).toBe('no_grounding');
    expect(proposal.rules.some((rule) => rule.startsWith('model_draft_refused:'))).toBe(true);
  });

  it('does not talk past the question: what was asked for is told, in the desk\'s own words if need be', async () => {
    const passages = [passageOf('ridgeline-tent', 0.95)];
    script(draft('The Ridgeline is not made for heavy snow.', [passages[0]!.documentId]));
    const { text, proposal } = await desk.say('How heavy is the Ridgeline tent?', { received: conversation(), classified: { intent: 'product_question' }, passages });
    expect(text).toContain('1.9 kg');
    expect(text).not.toContain('heavy snow');
    expect(proposal.rules).toContain('model_draft_refused:left_out');
  });

  it('launders no figure through the arguments of a search', async () => {
    script(call('search_products', { query: 'price 777.00 dollars' }), draft('It costs 777.00 dollars.'));
    const { text } = await desk.say('Do you have a blue mug in stock?', { received: conversation(), classified: { intent: 'product_question' } });
    expect(text).not.toContain('777');
  });

  it('is told of unknown tools and arguments, and left after six rounds', async () => {
    script(call('wire_money', { amount: 5 }), call('process_refund', { orderId: orders.partlyRefunded, amount: { value: '1000000000', currency: 'USD' } }), call('process_refund', { orderId: orders.bensRefundable }));
    const before = desk.refunds().length;
    const { proposal, text } = await desk.say('Where is 12345? And what of my refund?', { received: conversation(), classified: { ...about('order_status', orders.late), otherIntents: ['refund_request'] } });
    expect(server.requests).toHaveLength(6);
    expect(server.requests[1]?.messages.at(-1)?.content).toContain('There is no such tool');
    expect(server.requests[2]?.messages.at(-1)?.content).toContain('invalid_arguments');
    expect(server.requests[3]?.messages.at(-1)?.content).toContain('not_asked_for');
    expect(proposal.rules).toEqual(expect.arrayContaining(['model_left:too_many_rounds', 'model_refused:unknown:unknown_tool', 'model_refused:process_refund:invalid_arguments', 'model_refused:process_refund:not_asked_for']));
    expect(text).toContain('MP7730012345US');
    expect(desk.refunds()).toHaveLength(before);
  });
});

describe('a model that fails', () => {
  it.each<[ModelMode]>([['slow'], ['too_many'], ['down'], ['cut'], ['hang_up'], ['invalid_json'], ['wrong_schema'], ['huge']])('%s: the rules serve the same turn, word for word', async (mode) => {
    const rules = await openDesk({ db: desk.db });
    const said = { received: conversation(), classified: about('refund_request', orders.withLetter, 'refund') };
    const expected = await rules.say('Refund W1234567', said);
    await rules.close();
    await desk.db.query('truncate actions.ledger');
    const failing = await openDesk({ db: desk.db, seatOn: seatAt(server.url, { timeoutMs: 300 }) });
    server.mode = mode;
    const { text, proposal, code } = await failing.say('Refund W1234567', said);
    expect(code).toBeNull();
    expect(text).toBe(expected.text);
    expect(failing.refunds()).toHaveLength(1);
    expect(proposal.rules.some((rule) => rule.startsWith('model_left:'))).toBe(true);
    await failing.close();
  });

  it('serves by rules when the ticket has no budget left', async () => {
    const poor = await openDesk({ db: desk.db, seatOn: seatAt(server.url, { callsPerTicket: 1 }) });
    const { text, proposal } = await poor.say('Where is 12345?', { received: conversation(), classified: about('order_status', orders.late) });
    expect(text).toContain('MP7730012345US');
    expect(proposal.rules).toContain('model_left:ticket_budget');
    expect(server.requests).toHaveLength(1);
    await poor.close();
  });
});
