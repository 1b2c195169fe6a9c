import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimDelivery } from './claim-delivery.js';
import type { Conversation } from './conversation.js';
import { holdConversation, type Verb } from './hold-conversation.js';

const conversation: Conversation = {
  conversationId: 'c', version: 1, source: 's', lane: 'stable', revision: 1, epoch: 0, heldBy: null,
  customerId: null, authenticatedAt: null, customerMessages: 1, changedAt: '2026-11-20T10:00:00.000Z',
};

test.each([
  ['as released', { turn: 1, epoch: 0 }, { epoch: 0, heldBy: null }, 1, false, 'granted'],
  ['a second time', { turn: 1, epoch: 0 }, { epoch: 0, heldBy: null }, 1, true, 'repeated'],
  ['while a person holds it', { turn: 1, epoch: 1 }, { epoch: 1, heldBy: 'Lena' }, 1, false, 'fenced'],
  ['under an older epoch', { turn: 1, epoch: 0 }, { epoch: 2, heldBy: null }, 1, false, 'fenced'],
  ['under an epoch that never was', { turn: 1, epoch: 5 }, { epoch: 2, heldBy: null }, 1, false, 'fenced'],
  ['for an older turn', { turn: 1, epoch: 0 }, { epoch: 0, heldBy: null }, 2, false, 'superseded'],
] as const)('%s', (_what, release, state, turn, sentBefore, claim) => {
  expect(claimDelivery(release, { ...conversation, ...state }, { turn }, sentBefore)).toBe(claim);
});

test('a reply released before any word of a person is never granted after it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Verb>('takeover', 'release', 'resolve'), { minLength: 1, maxLength: 8 }), fc.constantFrom('Lena', 'Max'), (verbs, by) => {
      let state = conversation;
      let changed = false;
      for (const verb of verbs) {
        const next = holdConversation(state, verb, by, '2026-11-20T11:00:00.000Z');
        if (next) {
          expect(next).toMatchObject({ version: state.version + 1, revision: state.revision + 1, epoch: state.epoch + 1, heldBy: verb === 'takeover' ? by : null });
          changed = true;
        } else expect(verb === 'takeover' ? state.heldBy : null).toBe(state.heldBy);
        state = next ?? state;
        expect(claimDelivery({ turn: 1, epoch: 0 }, state, { turn: 1 }, false)).toBe(changed ? 'fenced' : 'granted');
      }
    }),
  );
});
