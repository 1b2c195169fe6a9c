import { expect, it } from 'vitest';
import { askedAttribute } from './asked-attribute.js';

it.each([
  ['whats the warranty on the ridgeline tent', 'warranty'],
  ['What is the return window for final sale items?', 'return window'],
  ['tell me about the weight of the Hollow sleeping bag', 'weight'],
  ['Is there a discount for students?', 'discount'],
  ['Where is my order', ''],
])('%s', (question, attribute) => {
  expect(askedAttribute(question)).toBe(attribute);
});
