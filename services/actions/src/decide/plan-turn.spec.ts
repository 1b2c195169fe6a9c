import { expect, it } from 'vitest';
import { planTurn } from './plan-turn.js';
import { propose } from './propose.js';
import { doneOf, orderOf, passageOf, turnOf } from './turn.fixture.js';

const unknown = { received: { authenticated: false, customerId: '' } };

it.each([
  ['greeting', 'Hello!', false],
  ['thanks', "You're welcome!", false],
  ['acknowledgement', 'Great.', false],
  ['goodbye', 'Goodbye', false],
  ['closure', "I'm glad that's settled", true],
])('answers small talk (%s) in kind, for anybody', (smallTalk, words, closure) => {
  const turn = turnOf('…', { ...unknown, classified: { smallTalk } });
  const step = planTurn(turn, []);
  expect(step).toMatchObject({ kind: 'reply', parts: [{ fixed: true, closure }] });
  expect(step.kind === 'reply' && propose(turn, step, []).proposal.text).toContain(words);
});

it.each(['order_status', 'refund_request', 'account_issue', 'order_change'])('tells nobody anything about %s', (intent) => {
  const turn = turnOf('It is about 12345, please', { ...unknown, classified: { intent, wishes: ['refund', 'cancel', 'reset_password'], entities: { orderId: ['12345'] } } });
  const step = planTurn(turn, []);
  expect(step.kind === 'reply' && step.parts.every(({ rule }) => rule === 'verify_identity')).toBe(true);
  const { proposal } = propose(turn, step as never, []);
  expect(proposal).toMatchObject({ kind: 'fixed', calls: [] });
  expect(proposal.text.match(/sign in/g)).toHaveLength(1);
});

it('goes on with the wish once the customer has verified', () => {
  const pending = { intent: 'refund_request', wish: 'refund', missing: 'verification', known: { orderId: '20001' } };
  const turn = turnOf('ok, signed in now', { classified: { intent: 'other', answersPending: pending } });
  expect(planTurn(turn, [])).toEqual({ kind: 'call', call: { tool: 'lookup_order', arguments: { orderId: '20001' } } });
});

it('asks for an approval of nothing that was not asked for: a question about a refund offers it', () => {
  const order = orderOf();
  const turn = turnOf('Is 20001 refundable?', { classified: { intent: 'refund_request', entities: { orderId: ['20001'] } } });
  const looked = doneOf('lookup_order', { orderId: '20001' }, order);
  const step = planTurn(turn, [looked]);
  expect(step).toMatchObject({ kind: 'call', call: { tool: 'check_refund_eligibility' } });
  const checked = doneOf('check_refund_eligibility', { orderId: '20001' }, { eligible: true, refundable: order.total });
  expect(planTurn(turn, [looked, checked])).toMatchObject({
    kind: 'reply',
    parts: [{ rule: 'refund_offered', pending: { wish: 'refund', missing: 'confirmation', known: { orderId: '20001' } } }],
  });
});

it('leaves everything alone on a no', () => {
  const pending = { intent: 'order_change', wish: 'cancel', missing: 'confirmation', known: { orderId: '20009' } };
  expect(planTurn(turnOf('no, leave it', { classified: { answersPending: pending } }), [])).toMatchObject({ parts: [{ rule: 'left_alone' }] });
});

it('hands over on a yes to the offer of a specialist, but not on an ok', () => {
  const pending = { intent: 'refund_request', wish: 'specialist', missing: 'confirmation', known: {} };
  const yes = turnOf('yes please', { classified: { intent: 'refund_request', answersPending: pending } });
  expect(planTurn(yes, [])).toMatchObject({ kind: 'escalate', code: 'asked_for_human' });
  const ok = turnOf('ok, thanks', { classified: { intent: 'refund_request', smallTalk: 'thanks', answersPending: pending } });
  expect(planTurn(ok, [])).toMatchObject({ kind: 'reply', parts: [{ rule: 'small_talk:thanks' }] });
});

it('answers a general question beside an order by documents, not by that order', () => {
  const classified = { intent: 'order_status', entities: { orderId: ['20001'] }, otherIntents: ['refund_request'] };
  const turn = turnOf('Where is 20001? And what is your return policy?', { classified, passages: [passageOf('tracking/order-statuses')] });
  const looked = doneOf('lookup_order', { orderId: '20001' }, orderOf());
  const query = 'And what is your return policy?';
  expect(planTurn(turn, [looked])).toEqual({ kind: 'call', call: { tool: 'search_knowledge_base', arguments: { query } } });
  const searched = doneOf('search_knowledge_base', { query }, { passages: [passageOf('returns/return-policy')] });
  const step = planTurn(turn, [looked, searched]);
  const { proposal } = propose(turn, step as never, [looked, searched]);
  expect(proposal.text).toMatch(/20001 was delivered on 11\/19.*within 30 days from delivery/s);
  expect(proposal.citations).toMatchObject([{ documentId: 'returns/return-policy' }]);
});

it('is the same for the same facts', () => {
  const turn = turnOf('Refund 20001', { classified: { intent: 'refund_request', wishes: ['refund'], entities: { orderId: ['20001'] } } });
  expect(planTurn(turn, [])).toEqual(planTurn(turn, []));
});

it('a complaint: sorry once, with the answer and its source; without one, a case for a person', () => {
  const said = { ...unknown, classified: { intent: 'complaint', sentiment: 'negative' } };
  const told = turnOf('My lamp arrived damaged, the box was broken', { ...said, passages: [passageOf('returns/damaged-wrong-or-missing-items')] });
  const { proposal } = propose(told, planTurn(told, []) as never, []);
  expect(proposal.text.match(/sorry/gi)).toHaveLength(1);
  expect(proposal.citations).toHaveLength(1);
  const lost = turnOf('Your ads are rude', said);
  expect(planTurn(lost, [])).toMatchObject({ kind: 'call', call: { tool: 'create_ticket', arguments: { priority: 'high' } } });
  const opened = doneOf('create_ticket', {}, { reference: 'REF-BCDF' });
  expect(planTurn(lost, [opened])).toMatchObject({ kind: 'escalate', code: 'no_grounding', parts: [{ text: expect.stringContaining('REF-BCDF') }] });
});

it('a failed call goes to a person, an unknown effect under its own code', () => {
  const turn = turnOf('x', { classified: { intent: 'order_status' } });
  expect(planTurn(turn, [doneOf('lookup_order', {}, null, { status: 'failed' })])).toMatchObject({ code: 'tool_failed' });
  expect(planTurn(turn, [doneOf('process_refund', {}, null, { status: 'unknown' })])).toMatchObject({ code: 'effect_unknown' });
});

it('a draft with a figure that nothing backs goes to a person', () => {
  const turn = turnOf('x');
  const step = { kind: 'reply' as const, parts: [{ text: 'You get $77.77.', fixed: false, rule: 'r' }] };
  expect(propose(turn, step, [])).toMatchObject({ kind: 'escalated', code: 'quality_check_failed', proposal: { text: '' } });
});

it.each([true, false])('trouble with the site that no document answers goes to a person (authenticated: %s)', (authenticated) => {
  const classified = { intent: 'account_issue', agent: 'technical' };
  const turn = turnOf('The app keeps crashing with error 500', { received: { authenticated }, classified });
  expect(planTurn(turn, [])).toMatchObject({ kind: 'escalate', code: 'no_grounding', parts: [] });
  const wish = turnOf('The site is down, please reset my password', { classified: { ...classified, wishes: ['reset_password'] } });
  expect(planTurn(wish, [])).toMatchObject({ kind: 'call', call: { tool: 'reset_password' } });
});

it.each([
  ['order_status', ['refund_request']],
  ['refund_request', ['order_status']],
  ['refund_request', []],
  ['refund_request', ['order_change']],
])('two quick messages keep their own wishes (%s, %s)', (intent, otherIntents) => {
  const turn = turnOf('Where is my order 12345?\n\nWhat is your return policy?', { classified: { intent, otherIntents, entities: { orderId: ['12345'] } } });
  const order = orderOf({ id: '12345', status: 'pending', deliveredAt: null });
  const looked = doneOf('lookup_order', { orderId: '12345' }, order);
  const searched = (passages: unknown[]) => doneOf('search_knowledge_base', { query: 'What is your return policy?' }, { passages });
  const answered = planTurn(turn, [looked, searched([passageOf('returns/return-policy')])]);
  const { proposal } = propose(turn, answered as never, [looked, searched([passageOf('returns/return-policy')])]);
  expect(proposal.text).toContain('Your order 12345 from');
  expect(proposal.text.match(/within 30 days from delivery/g)).toHaveLength(1);
  const silent = planTurn(turn, [looked, searched([])]);
  expect(silent.kind === 'call' || silent.parts.map(({ rule }) => rule)).toEqual(['order_status']);
  const stranger = planTurn({ ...turn, received: { ...turn.received, ...unknown.received } }, [searched([passageOf('returns/return-policy')])]);
  expect(stranger.kind === 'reply' && stranger.parts.map(({ rule }) => rule).sort()).toEqual(['answered_from_knowledge', 'verify_identity']);
});

it('a policy question beside a wish for the same order takes nothing from the wish', () => {
  const classified = { intent: 'refund_request', wishes: ['refund'], entities: { orderId: ['20001'] } };
  const turn = turnOf('Refund 20001. How long does it take?', { classified });
  expect(planTurn(turn, [])).toMatchObject({ kind: 'call', call: { tool: 'lookup_order' } });
});

it.each(['order_status', 'refund_request', 'other'])('a number that is no order number is asked about again (%s)', (intent) => {
  const turn = turnOf('where is order 999', { classified: { intent } });
  expect(planTurn(turn, [])).toMatchObject({ kind: 'reply', parts: [{ rule: 'refused:not_found', text: expect.stringContaining('order 999'), pending: { missing: 'order' } }] });
  expect(planTurn({ ...turn, received: { ...turn.received, ...unknown.received } }, [])).toMatchObject({ kind: 'reply', parts: [{ rule: 'verify_identity' }] });
});

it.each([
  ['order_change', ['refund_request']],
  ['refund_request', ['order_change']],
])('a policy question beside another wish is no refund of its order (%s, %s)', (intent, otherIntents) => {
  const turn = turnOf('Cancel order 12345\n\nWhat is your return policy?', { classified: { intent, otherIntents, wishes: ['cancel'], entities: { orderId: ['12345'] } } });
  const order = orderOf({ id: '12345', status: 'pending', deliveredAt: null });
  const calls = [
    doneOf('lookup_order', { orderId: '12345' }, order),
    doneOf('cancel_order', { orderId: '12345' }, { ...order, status: 'cancelled' }),
    doneOf('search_knowledge_base', { query: 'What is your return policy?' }, { passages: [passageOf('returns/return-policy')] }),
  ];
  const step = planTurn(turn, calls);
  const rules = step.kind === 'reply' ? step.parts.map(({ rule }) => rule) : [step.kind, step];
  expect(rules).toEqual(expect.arrayContaining(['done:cancel_order', 'answered_from_knowledge']));
  expect(JSON.stringify(step)).not.toContain('refund order 12345');
});

it('takes the order that has the item in it which the customer names, and asks only among those', () => {
  const item = (name: string) => [{ itemId: name, productId: name, name, quantity: 1, price: { value: '10.00', currency: 'USD' }, finalSale: false }];
  const orders = [
    orderOf({ id: '1', status: 'shipped', items: item('Trailhead Backpack') }),
    orderOf({ id: '2', status: 'shipped', items: item('Enamel Mugs') }),
    orderOf({ id: '3', status: 'delivered', items: item('Brook Mug') }),
    orderOf({ id: '4', status: 'shipped', items: item('Ridge Mug') }),
  ];
  const listed = doneOf('lookup_order', {}, { items: orders });
  const ask = (text: string) => planTurn(turnOf(text, { classified: { intent: 'order_status' } }), [listed]);
  expect(ask('the backpack one')).toMatchObject({ kind: 'call', call: { tool: 'track_shipment', arguments: { orderId: '1' } } });
  const which = ask('where are my mugs?');
  const told = JSON.stringify(which);
  expect(told).toMatch(/2 \(.*Enamel Mugs.*4 \(.*Ridge Mug|4 \(.*Ridge Mug.*2 \(.*Enamel Mugs/);
  expect(told).not.toContain('Backpack');
});
