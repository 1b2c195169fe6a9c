import { expect, it } from 'vitest';
import { isGeneralQuestion } from './is-general-question.js';

it.each([
  'What is your return policy?', 'what is your refund policy', 'How long does shipping take?', 'Do you ship to Canada?', 'How do I reset my password?',
  'Can I return a tent that I have used?', 'Hi! How do I get a refund?', 'Tell me about the refund policy', 'Is it possible to cancel after an hour?',
])('%s is for everybody', (text) => {
  expect(isGeneralQuestion(text, false)).toBe(true);
});

it.each([
  'Where is my order?', 'Where is my refund?', 'My order is late', 'I want a refund', 'Can you refund my order?', 'When will it arrive?', 'Has my parcel left?',
  'Can I get my money back? I ordered a tent', 'I forgot my password', 'refund me',
])('%s is personal', (text) => {
  expect(isGeneralQuestion(text, false)).toBe(false);
});

it('is personal once an order is named', () => {
  expect(isGeneralQuestion('What is your return policy for 12345?', true)).toBe(false);
});
