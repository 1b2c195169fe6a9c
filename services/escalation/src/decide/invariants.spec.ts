import { isSettled, ticketStates } from '@deskhand/contracts/words.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaseRecord } from './case.js';
import { isInWork } from './move-state.js';
import { isOutstanding, pendingApprovals } from './pending-approvals.js';
import { proposal, refundOf, Scenario, submitted } from './scenario.fixture.js';
import { nextDue } from './next-due.js';

const hour = 3_600_000;

// Whatever can happen to a ticket; what makes no sense at that moment must change nothing.
const steps: Record<string, (ticket: Scenario) => unknown> = {
  message: (ticket) => ticket.message(),
  lateMessage: (ticket) => ticket.message({ revision: Math.max(1, ticket.record!.conversationRevision - 1), heldBy: '' }),
  sureDraft: (ticket) => ticket.proposed(),
  unsureDraft: (ticket) => ticket.proposed(proposal(), { confidence: 0.7 }),
  wildGuess: (ticket) => ticket.proposed(proposal(), { confidence: 0.1 }),
  heldWrite: (ticket) => ticket.proposed(proposal({ action: refundOf('24.90') })),
  submitted: (ticket) => ticket.proposed(submitted()),
  submittedMore: (ticket) => ticket.proposed(submitted('1500.00', { neededApprovals: 2 })),
  closureWords: (ticket) => ticket.proposed(proposal({ kind: 'fixed', closure: true })),
  cause: (ticket) => ticket.cause('low_confidence'),
  strongCause: (ticket) => ticket.cause('legal_mention'),
  undeliverable: (ticket) => ticket.cause('delivery_failed', {}),
  delivered: (ticket) => ticket.delivered(),
  humanReply: (ticket) => ticket.delivered({ by: 'Lena', messageId: `h-${ticket.clock}` }),
  takeover: (ticket) => ticket.people('taken_over'),
  release: (ticket) => ticket.people('released'),
  resolve: (ticket) => ticket.people('resolved'),
  solved: (ticket) => ticket.closure('solved'),
  notSolved: (ticket) => ticket.closure('not_solved'),
  approve: (ticket) => ticket.approval && ticket.decide('approved', 'Lena'),
  approveToo: (ticket) => ticket.approval && ticket.decide('approved', 'Max'),
  approveStale: (ticket) => ticket.approval && ticket.decide('approved', 'Lena', { stale: true }),
  reject: (ticket) => ticket.approval && ticket.decide('rejected', 'Max'),
  carriedOut: (ticket) => ticket.approval && ticket.hear({ ...ticket.facts(proposal({ kind: 'fixed', approvalId: ticket.approval.approvalId })), received: ticket.asked.received }),
  hourLater: (ticket) => ticket.later(hour),
  dayLater: (ticket) => ticket.later(24 * hour),
  twoDaysLater: (ticket) => ticket.later(48 * hour),
};

it.each(['auto', 'suggest'] as const)('holds whatever happens, in whatever order (mode %s)', (mode) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 25 }), (names) => {
      const ticket = new Scenario({ mode }).message();
      for (const name of names) {
        const before = ticket.record!;
        ticket.said = [];
        steps[name]!(ticket);
        check(ticket, before);
      }
    }),
    { numRuns: 1_000 },
  );
});

function check(ticket: Scenario, before: CaseRecord): void {
  const after = ticket.record!;
  const { state } = after.standing;
  const waiting = pendingApprovals(after.approvals);
  expect(ticketStates).toContain(state);
  // Nobody is forgotten: a turn in work waits for the bot, for a delivery, or for an approved write.
  if (isInWork(state)) expect(!after.judged || after.settling !== null || isOutstanding(after.approvals)).toBe(true);
  if (isSettled(state) && state !== 'replied' && state !== 'escalated') expect(after.settling).toBeNull();
  if (state === 'awaiting_approval') expect(waiting.length).toBeGreaterThan(0);
  if (state === 'resolved' || state === 'closed') expect(waiting).toEqual([]);
  // A draft never waits where people have the ticket.
  if (state === 'escalated' || state === 'assigned') expect(waiting.filter(({ kind }) => kind === 'reply')).toEqual([]);
  // The bot is silent while a person holds the ticket.
  if (state === 'assigned') expect(ticket.on('reply.released.v1')).toEqual([]);
  // One word decides, for good.
  for (const [n, { status, decisions }] of before.approvals.entries())
    if (status !== 'pending') expect(after.approvals[n]).toMatchObject({ status, decisions });
  expect(ticket.on('approval.decided.v1').length).toBeLessThanOrEqual(1);
  // Changes are counted without a gap, and every change of a settled state is told.
  const told = ticket.on('case.changed.v1').map((body) => body.case!);
  expect(told.map(({ revision }) => revision)).toEqual(told.map((_, n) => before.revision + 1 + n));
  if (isSettled(state) && state !== before.standing.state) expect(told.at(-1)?.state).toBe(state);
  // Something wakes every ticket that only waits for time.
  if (state === 'replied' || state === 'resolved' || state === 'awaiting_approval') expect(nextDue(after)).not.toBeNull();
  if (isInWork(state) || state === 'closed') expect(after.timers.silence).toBeUndefined();
}
