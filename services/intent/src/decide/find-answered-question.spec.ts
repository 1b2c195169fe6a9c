import { describe, expect, it } from 'vitest';
import { findAnsweredQuestion } from './find-answered-question.js';

type Read = Parameters<typeof findAnsweredQuestion>[1];
const nothing: Read = { intent: 'other', confidence: 0.4, entities: {}, explicitWish: [], smallTalk: undefined, asksForHuman: false, legal: false, banned: null, unsafe: false };

function given(missing: string, wish = '', intent = 'order_status') {
  const pending = { intent, wish, missing, known: {} };
  const history = [
    { messageId: 'm1', from: 'customer', text: 'where is it', at: '', intent: '', toolResults: [] },
    { messageId: 'm2', from: 'bot', text: 'A question?', at: '', intent, pending, toolResults: [] },
  ];
  return (text: string, read: Partial<Read> = {}, authenticated = false) => findAnsweredQuestion({ text, history, authenticated }, { ...nothing, ...read })?.missing;
}

describe('findAnsweredQuestion', () => {
  it.each([
    ['order', '', '22345', { entities: { orderId: ['22345'] } }],
    ['order', '', 'it is #W6067464, thanks', { entities: { orderId: ['W6067464'] } }],
    ['order', '', 'the last one', {}],
    ['confirmation', 'cancel', 'Yes please', {}],
    ['confirmation', 'cancel', 'no, leave it', {}],
    ['confirmation', 'cancel', 'yes, cancel order 12345', { explicitWish: ['cancel'] }],
    ['confirmation', 'specialist', 'yes', {}],
    ['order', 'cancel', 'never mind', { smallTalk: 'declined' }],
    ['address', 'change_address', 'no thanks', { smallTalk: 'declined' }],
    ['address', 'change_address', '<ADDRESS_7f3a9c01b2>', { entities: { address: ['<ADDRESS_7f3a9c01b2>'] } }],
    ['address', 'change_address', '12 Mill Lane, Springfield', {}],
    ['items', 'return', 'the blue jacket and both mugs', {}],
  ] satisfies [string, string, string, Partial<Read>][])('%s (%s): "%s" answers it', (missing, wish, text, read) => {
    expect(given(missing, wish)(text, read)).toBe(missing);
  });

  it.each([
    ['a new subject', 'order', '', 'actually, what is your return policy for tents and other camping gear?', { intent: 'refund_request', confidence: 0.97 }],
    ['another wish', 'order', '', 'cancel order 12345', { entities: { orderId: ['12345'] }, explicitWish: ['cancel'] }],
    ['a request for a person', 'confirmation', 'refund', 'no, get me a human', { asksForHuman: true }],
    ['a threat', 'confirmation', 'refund', 'no, my lawyer will call', { legal: true }],
    ['thanks to an offer of a specialist', 'confirmation', 'specialist', 'ok thanks', {}],
    ['thanks', 'order', '', 'thanks', { smallTalk: 'thanks' }],
    ['a question', 'what', '', 'why do you need that?', {}],
    ['a long story', 'confirmation', 'cancel', 'ok so I was thinking that maybe I would rather wait and see what the shipping people have to say', {}],
  ] satisfies [string, string, string, string, Partial<Read>][])('%s does not answer it', (_what, missing, wish, text, read) => {
    expect(given(missing, wish)(text, read)).toBeUndefined();
  });

  it('takes signing in for the answer to "please verify", and nothing else', () => {
    expect(given('verification')('done, I am signed in', {}, true)).toBe('verification');
    expect(given('verification')('done, I am signed in', {}, false)).toBeUndefined();
  });

  it('forgets a question once the desk or a person has said something else', () => {
    const history = (from: string, pending?: object) => [
      { messageId: 'm1', from: 'bot', text: 'Which order?', at: '', intent: '', pending: { intent: 'order_status', missing: 'order' }, toolResults: [] },
      { messageId: 'm2', from, text: 'Hello.', at: '', intent: '', pending, toolResults: [] },
    ];
    const read = { ...nothing, entities: { orderId: ['22345'] } };
    expect(findAnsweredQuestion({ text: '22345', history: history('human'), authenticated: false }, read)).toBeUndefined();
    expect(findAnsweredQuestion({ text: '22345', history: history('bot'), authenticated: false }, read)).toBeUndefined();
    expect(findAnsweredQuestion({ text: '22345', history: history('customer'), authenticated: false }, read)?.missing).toBe('order');
  });

  it('ignores a pending question that it cannot read', () => {
    const history = [{ messageId: 'm', from: 'bot', text: '?', at: '', intent: '', pending: { missing: 'the moon' }, toolResults: [] }];
    expect(findAnsweredQuestion({ text: 'yes', history, authenticated: false }, nothing)).toBeUndefined();
  });

  it('hears of which listed order a few words are', () => {
    const history = [{ messageId: 'm1', from: 'bot', text: 'Which order is it about? These are your latest ones: 20009 (11/25: Enamel Mugs), 20023 (11/22: Trailhead Backpack).', at: '', intent: 'order_status', pending: { intent: 'order_status', wish: '', missing: 'order', known: {} }, toolResults: [] }];
    const answers = (text: string) => findAnsweredQuestion({ text, history, authenticated: true }, nothing)?.missing;
    expect(answers('the backpack one')).toBe('order');
    expect(answers('mugs')).toBe('order');
    expect(answers('do you sell tents')).toBeUndefined();
    expect(answers('which order do you mean')).toBeUndefined();
  });
});
