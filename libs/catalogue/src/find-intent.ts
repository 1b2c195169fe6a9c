import type { Catalogue } from './catalogue.js';
import type { IntentPolicy } from './intent-policy.js';

/** The policy of an intent by its name or one of its aliases. */
export function findIntent(catalogue: Pick<Catalogue, 'intents' | 'aliases'>, name: string): IntentPolicy | undefined {
  return catalogue.intents.get(catalogue.aliases.get(name) ?? name);
}
