import type { CurrentRequest, CurrentResponse } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { mayAdopt } from '../decide/may-adopt.js';
import type { RolloutStore } from '../perform/rollout-store.js';

/** Answers the rpcs of `deskhand.feedback.v1.Rollouts`. */
export class RolloutsService {
  constructor(private readonly store: RolloutStore) {}

  async current(request: CurrentRequest): Promise<CurrentResponse> {
    if (request.instance) await this.store.note(request);
    const rollout = await this.store.current();
    const present = rollout.adopted ? await this.store.present() : [];
    return { rolloutJson: JSON.stringify({ eventId: '', ...rollout }), mayAdopt: mayAdopt(rollout, present, Date.now()) };
  }
}
