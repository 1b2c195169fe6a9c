import { findOrderNumbers } from '@deskhand/catalogue/order-number.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue, passageOf, type Said } from '../decide/turn.fixture.js';
import { wordsOf } from '../decide/words-of.js';
import { openDesk } from './desk.fixture.js';

// Every phrase of the catalogue, served for somebody known and for nobody, with and without passages: whatever people write, it ends
// in words without holes or with a person, and nobody is told or changes anything without having asked for it.
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
}, 60_000);
afterAll(() => desk.close());

const wishWords: Readonly<Record<string, RegExp>> = {
  refund: /\brefund|money back\b/i, cancel: /\bcancel\b/i, change_address: /\baddress\b/i, return: /\breturn\b/i, exchange: /\bexchange|swap\b/i,
  change_items: /\bchange the (?:size|colou?r)\b/i, change_payment: /\bpayment|card\b/i, reset_password: /\bpassword\b/i, change_email: /\be-?mail\b/i, change_phone: /\bphone\b/i,
};

function passagesFor(text: string) {
  const said = wordsOf(text);
  const scored = catalogue.knowledge.map(({ path, title, body }) => ({ path, hits: [...wordsOf(`${title} ${body}`)].filter((word) => said.has(word)).length }));
  return scored.filter(({ hits }) => hits > 0).sort((a, b) => b.hits - a.hits).slice(0, 3).map(({ path }, rank) => passageOf(path, 0.8 - rank / 10));
}

it('every example of the catalogue ends in words or with a person', async () => {
  const examples = catalogue.examples.filter(({ intent }) => catalogue.intents.has(intent)).filter((_, index) => index % 3 === 0);
  const replies: string[] = [];
  for (const [index, { text, intent }] of examples.entries()) {
    const wishes = Object.entries(wishWords).flatMap(([wish, words]) => (words.test(text) ? [wish] : []));
    const isKnown = index % 2 === 0;
    const said: Said = {
      received: { ticketId: `tkt_${index % 1_000}`, conversationId: `con_${index}`, turn: 1 + Math.floor(index / 1_000), ...(!isKnown && { authenticated: false, customerId: '' }) },
      classified: { intent, wishes, entities: { orderId: findOrderNumbers(text, catalogue.shop) }, sentiment: index % 5 === 0 ? 'negative' : 'neutral' },
      passages: index % 4 < 3 ? passagesFor(text) : [],
    };
    const { proposal, text: reply, code, calls } = await desk.say(text, said);
    replies.push(`[${intent}${isKnown ? '' : ', nobody'}] ${text}\n   → ${code ?? ''} ${reply.replaceAll('\n', ' / ')}`);
    expect(reply, text).not.toMatch(/[{}]|undefined|\bnull\b|NaN|\[object/);
    if (code === null) expect(reply.trim(), text).not.toBe('');
    expect(['quality_check_failed', 'tool_failed', 'effect_unknown'], `${text} → ${reply}`).not.toContain(code);
    if (!isKnown) expect(calls.filter(({ tool }) => !tool.startsWith('search_') && tool !== 'create_ticket'), text).toEqual([]);
    const written = calls.filter(({ tool, kind, status }) => kind === 'write' && status === 'succeeded' && tool !== 'create_ticket');
    if (wishes.length === 0) expect(written, text).toEqual([]);
    expect(proposal.catalogueVersion).toBe(catalogue.version);
  }
  if (process.env.SHOW_REPLIES) console.log(replies.join('\n'));
}, 120_000);
