import { expect, test } from 'vitest';
import { catalogue, turnOf } from './turn.fixture.js';
import type { Part } from './turn.js';
import { varyQuestion } from './vary-question.js';

const bot = (text: string) => ({ messageId: 'b', from: 'bot', text, at: '', intent: '', pending: undefined, toolResults: [] });
const asking = (missing: 'order' | 'verification', text: string): Part => ({ text, fixed: true, rule: 'question', pending: { intent: 'order_status', wish: '', missing, known: {} } });
const reply = (...parts: Part[]) => ({ kind: 'reply' as const, parts });
const words = (...texts: string[]) => turnOf('hm', { received: { history: texts.map(bot) } });

test('the first time a question is asked as it is', () => {
  const step = reply(asking('order', 'Which order?'));
  expect(varyQuestion(words('Hello!'), step)).toBe(step);
});

test('the second time in other words, the third time by a person', () => {
  const step = reply(asking('order', 'Which order?'));
  const second = varyQuestion(words('Which order?'), step);
  expect(second).toMatchObject({ kind: 'reply', parts: [{ text: expect.stringMatching(/^I didn't quite get that\. Which order\?/), pending: { missing: 'order' } }] });
  const third = varyQuestion(words('Which order?', "I didn't quite get that. Which order? If none of it fits, ask for a person."), step);
  expect(third).toMatchObject({ kind: 'escalate', code: 'low_confidence' });
});

test('who does not say who they are hears why it is asked, however often', () => {
  const verify = catalogue.replies['identity.verify']!;
  for (const texts of [[verify], [verify, verify]]) {
    expect(varyQuestion(words(...texts), reply(asking('verification', verify)))).toMatchObject({ parts: [{ text: catalogue.replies['identity.verify_again'] }] });
  }
});

test('who insists on what was refused gets a person', () => {
  const refusal: Part = { text: 'I cannot.', fixed: true, rule: 'refused:final_sale', pending: { intent: 'refund_request', wish: 'specialist', missing: 'confirmation', known: {} } };
  expect(varyQuestion(words('I cannot.'), reply(refusal))).toMatchObject({ kind: 'escalate', code: 'repeated_question' });
  expect(varyQuestion(words('Hello!'), reply(refusal))).toMatchObject({ kind: 'reply' });
});
