import { createHash } from 'node:crypto';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Setting } from '../decide/case.js';

/** What the rules of this process go by. */
export class Policy {
  constructor(
    readonly catalogue: Catalogue,
    readonly mode: 'auto' | 'suggest',
  ) {}

  /** `at`: when the cause happened. Ids are derived, so that a cause handled twice says the same thing twice. */
  setting(cause: { id: string; at: string; clock: string }, ticketId: string): Setting {
    const derive = (kind: string) => createHash('sha256').update(`${kind}|${cause.id}|${ticketId}`).digest('hex').slice(0, 24);
    const ids = { message: `msg_${derive('message')}`, approval: `apr_${derive('approval')}` };
    return { catalogue: this.catalogue, mode: this.mode, now: cause.at, clock: cause.clock, ids };
  }
}
