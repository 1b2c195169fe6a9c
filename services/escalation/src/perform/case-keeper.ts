import type { Cause, Delivery, Outcome } from '@deskhand/bus/delivery.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import type { CaseRecord, Setting, Story } from '../decide/case.js';
import { hearTurn } from '../decide/hear-turn.js';
import { begin } from '../decide/story.js';
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
  async onTurn(cause: Root, received: Received, judge: (story: Story, setting: Setting) => Story = (story) => story): Promise<Outcome> {
    const stored = await this.store.find(received.ticketId, received.conversationId);
    const setting = this.setting(cause, received.ticketId, stored);
    const story = judge(hearTurn({ ...stored, lane: cause.lane }, received, setting), setting);
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
