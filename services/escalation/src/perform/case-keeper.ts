import type { Cause, Delivery, Outcome } from '@deskhand/bus/delivery.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import type { CaseRecord, Facts, Setting, Story } from '../decide/case.js';
import { hearTurn } from '../decide/hear-turn.js';
import { begin } from '../decide/story.js';
import { withoutErased } from '../decide/without-erased.js';
import type { CaseStore, Stored } from './case-store.js';
import type { Policy } from './policy.js';
import { toOutcome } from './to-outcome.js';

type Root = Cause | Delivery;

/** Gather, judge, return what is to be committed: the sandwich of every handler of this service. */
export class CaseKeeper {
  constructor(
    readonly store: CaseStore,
    readonly policy: Policy,
    private readonly metrics: Metrics,
  ) {}

  /** For facts of a turn: the turn is taken in first, whether its message has been heard yet or not. */
  async onTurn<Told extends Facts>(cause: Root, told: Told, judge: (story: Story, told: Told, setting: Setting) => Story = (story) => story): Promise<Outcome> {
    const { ticketId, conversationId } = told.received;
    const stored = await this.store.find(ticketId, conversationId);
    const setting = this.setting(cause, ticketId, stored);
    const kept = withoutErased(told, stored.change?.erased);
    const story = judge(hearTurn({ ...stored, lane: cause.lane }, kept.received, setting), kept, setting);
    return this.outcome(cause, stored.record, story);
  }

  /** For everything else: a ticket that nobody has heard of is nobody's. */
  async onCase(cause: Root, ticketId: string, conversationId: string, judge: (story: Story, setting: Setting) => Story): Promise<Outcome> {
    const stored = await this.store.find(ticketId, conversationId);
    if (!stored.record) return { events: [], writes: [] };
    return this.outcome(cause, stored.record, judge(begin(stored.record), this.setting(cause, ticketId, stored)));
  }

  outcome(cause: Root, before: CaseRecord | undefined, story: Story): Outcome {
    return toOutcome(cause, before, story, this.metrics);
  }

  setting({ id, time }: Root, ticketId: string, { clock }: Pick<Stored, 'clock'>): Setting {
    return this.policy.setting({ id, at: time, clock }, ticketId);
  }
}
