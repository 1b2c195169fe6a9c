import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeIdentity, type IdentityQuestion, type TokenVerdict } from './judge-identity.js';

const now = '2026-11-20T10:00:00.000Z';
const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();
const absent: TokenVerdict = { kind: 'absent' };
const valid: TokenVerdict = { kind: 'valid', customerId: 'cus_1' };
const refused: TokenVerdict = { kind: 'refused', why: 'it has expired' };
const known = { source: 'zendesk', customerId: 'cus_1', authenticatedAt: minutesAgo(10) };
function judge(more: Partial<IdentityQuestion>) {
  return judgeIdentity({ verdict: absent, conversation: undefined, source: 'zendesk', now, idleMs: 30 * 60_000, dryRun: false, ...more });
}

describe('given a new conversation', () => {
  test('a valid token makes it that customer\'s', () => expect(judge({ verdict: valid })).toEqual({ authenticated: true, customerId: 'cus_1', authenticatedAt: now, note: '' }));
  test('no token: nobody\'s, and nothing to say', () => expect(judge({})).toEqual({ authenticated: false, customerId: null, authenticatedAt: null, note: '' }));
  test('a bad token: nobody\'s, and why', () => expect(judge({ verdict: refused }).note).toBe('The identity token was not accepted: it has expired.'));
});

describe('given an authenticated conversation', () => {
  test('the next message needs no token and renews it', () => expect(judge({ conversation: known })).toMatchObject({ authenticated: true, authenticatedAt: now }));
  test.each([
    [30, true],
    [30.001, false],
  ])('after %d idle minutes: %s', (minutes, authenticated) => expect(judge({ conversation: { ...known, authenticatedAt: minutesAgo(minutes) } }).authenticated).toBe(authenticated));
  test('a bad token counts for its message only', () => {
    const judged = judge({ conversation: known, verdict: refused });
    expect(judged).toMatchObject({ authenticated: false, customerId: 'cus_1', authenticatedAt: known.authenticatedAt });
    expect(judge({ conversation: { ...known, ...judged } }).authenticated).toBe(true);
  });
  test('another customer\'s token changes nothing', () =>
    expect(judge({ conversation: known, verdict: { kind: 'valid', customerId: 'cus_2' } })).toMatchObject({ authenticated: false, customerId: 'cus_1', note: expect.stringMatching(/another customer/) }));
  test('nor does another source, with or without a token', () => {
    for (const verdict of [absent, valid, refused]) expect(judge({ conversation: known, source: 'widget', verdict })).toMatchObject({ authenticated: false, note: expect.stringMatching(/another source/) });
  });
});

test('a dry run is nobody\'s, whatever it brings', () => expect(judge({ verdict: valid, conversation: known, dryRun: true }).authenticated).toBe(false));

test('nobody becomes another customer, and without a valid token of one\'s own or a fresh session nobody is authenticated', () => {
  const verdict = fc.constantFrom<TokenVerdict>(absent, refused, valid, { kind: 'valid', customerId: 'cus_2' });
  const step = fc.record({ verdict, source: fc.constantFrom('zendesk', 'widget'), after: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let conversation: IdentityQuestion['conversation'];
      let clock = Date.parse(now);
      let lastProof = -Infinity;
      let owner: string | null = null;
      for (const { verdict, source, after } of steps) {
        clock += after * 60_000;
        const identity = judge({ conversation, verdict, source, now: new Date(clock).toISOString() });
        const home = !conversation || conversation.source === source;
        if (home && verdict.kind === 'valid') owner ??= verdict.customerId;
        const proven = home && verdict.kind === 'valid' && verdict.customerId === owner;
        const fresh = home && verdict.kind === 'absent' && clock - lastProof <= 30 * 60_000;
        expect(identity.authenticated).toBe(proven || fresh);
        expect(identity.customerId).toBe(owner);
        if (identity.authenticated) lastProof = clock;
        conversation = { source: conversation?.source ?? source, ...identity };
      }
    }),
  );
});
