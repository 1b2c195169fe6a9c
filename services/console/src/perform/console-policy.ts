import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { WatchPolicy } from '../watch/decide/watch-policy.js';
import { watchPolicy } from '../watch/perform/watch-policy.js';

/** What the console needs of the catalogue; the rest is let go. */
export class ConsolePolicy {
  readonly watch: WatchPolicy;
  /** US cents for models. */
  readonly spendPerDayMinor: number;

  constructor(catalogue: Catalogue) {
    this.watch = watchPolicy(catalogue);
    this.spendPerDayMinor = catalogue.policies.limits.model.spendPerDay.minor;
  }
}
