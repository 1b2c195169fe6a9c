import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';

/** Before anybody has changed it: every conversation is the stable lane's. */
export const nothingRolledOut: RolloutChanged = {
  eventId: '', version: 0, salt: 'deskhand', canaryWeight: 0, wantedWeight: 0, controlWeight: 0, shadowWeight: 0, cohort: 'all', flag: true,
  adopted: false, controlOpened: false, throttled: false, verb: '', by: '', reason: '', at: '',
};

/** What this process knows of the rollout. Who draws a lane reads it; the newest version holds. */
export class LaneTable {
  #current = nothingRolledOut;
  /** Asks for the rollout anew; set by whoever keeps this table. */
  refresh: () => void = () => {};

  get current(): RolloutChanged {
    return this.#current;
  }

  take(rollout: RolloutChanged): void {
    if (rollout.version > this.#current.version) this.#current = rollout;
  }
}
