import { describe, expect, it } from 'vitest';
import { pruneDraft } from './prune-draft.js';
import { passageOf, turnOf } from './turn.fixture.js';

const passage = passageOf('return-policy');
const turn = turnOf('How long do I have to send something back?', { classified: { intent: 'refund_request' }, passages: [passage] });
const step = { kind: 'reply' as const, parts: [{ text: 'You can return most items within 30 days from delivery for a refund.', fixed: false, rule: 'answered_from_knowledge', passages: [passage] }] };
const true30 = 'You have 30 days from delivery to return most items for a refund.';
const prune = (reply: string, citations = [passage.documentId]) => pruneDraft(turn, step, { reply, citations }, []);

describe('a draft', () => {
  it('stays as it is where every sentence stands in a source', () => {
    expect(prune(`${true30} Items must be unused.`)).toEqual({ draft: { reply: `${true30} Items must be unused.`, citations: [passage.documentId] }, removed: [] });
  });

  it.each([
    ['We will send a courier to collect it.', 'promise'],
    ['After 45 days you get half of it.', 'invented_figure'],
    ['Worn boots can be returned either.', 'contradicted'],
    ['Zeppelins cross the ocean at night.', 'unsupported'],
    ['Please take this voucher.', 'compensation'],
    ['Mallory looks after it.', 'unsupported'],
    ['Shall I start it for you?', 'question'],
  ])('loses "%s"', (sentence, rule) => {
    const pruned = prune(`${sentence} ${true30}`);
    expect(pruned?.draft.reply).toBe(true30);
    expect(pruned?.removed.map((fault) => fault.rule)).toContain(rule);
  });

  it('loses documents that it was not given', () => {
    expect(prune(true30, ['made-up', passage.documentId])?.draft.citations).toEqual([passage.documentId]);
  });

  it('is nothing where nothing is left that tells something', () => {
    expect(prune('We will send a courier to collect it.')).toBeNull();
    expect(prune('I understand. We will send a courier to collect it.')).toBeNull();
  });
});
