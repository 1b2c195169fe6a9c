import { expect, it } from 'vitest';
import { readAddress } from './read-address.js';

it.each([
  ['Please send order 20024 to <ADDRESS_7f3a9c01b2>', false, '<ADDRESS_7f3a9c01b2>'],
  ['Ship it to 12 Elm Street, Boise, ID 83702, please hurry.', false, '12 Elm Street, Boise, ID 83702, please hurry'],
  ['My new address is 5 Rue Cler, 75007 Paris', false, '5 Rue Cler, 75007 Paris'],
  ['Change the delivery address of 20024 to 9 Oak Rd, Salem, OR 97301', false, '9 Oak Rd, Salem, OR 97301'],
  ['9 Oak Rd\nSalem, OR 97301', true, '9 Oak Rd, Salem, OR 97301'],
  ['I want to change the address of my order', false, null],
  ['What address do you have?', true, null],
  ['no idea', true, null],
])('%s', (text, whole, address) => {
  expect(readAddress(text, whole)).toBe(address);
});
