import { expect, test, vi } from 'vitest';
import { revealBody } from './reveal-body.js';

test('words come back in every text of a body, by one call', async () => {
  const reveal = vi.fn(async (texts: string[]) => texts.map((text) => text.replace('<EMAIL_7f3a9c01b2>', 'ada@example.com').replace('<CARD_4242_7f3a9c01b2>', '4242')));
  const body = { text: 'Mail <EMAIL_7f3a9c01b2>', n: 1, none: null, list: [{ text: 'card <CARD_4242_7f3a9c01b2>' }, 'plain'] };
  expect(await revealBody(body, reveal)).toEqual({ text: 'Mail ada@example.com', n: 1, none: null, list: [{ text: 'card 4242' }, 'plain'] });
  expect(reveal).toHaveBeenCalledOnce();
});

test('a body without tokens asks nobody', async () => {
  const reveal = vi.fn();
  const body = { text: 'hello <b>' };
  expect(await revealBody(body, reveal)).toBe(body);
  expect(reveal).not.toHaveBeenCalled();
});
