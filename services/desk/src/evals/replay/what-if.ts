import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';
import { parseAmount } from '@deskhand/catalogue/money.js';
import { parseDuration } from '@deskhand/catalogue/parse-duration.js';
import type { RefundLimits } from '@deskhand/catalogue/shop.js';

/** One setting of the catalogue, changed. */
export interface WhatIf {
  readonly setting: string;
  /** An intent or a currency; empty where the setting has none. */
  readonly of: string;
  readonly value: string;
}

/** A turn that a changed setting may concern, as far as its classification says. */
export interface Concern {
  readonly intent: string;
  readonly confidence: number;
  readonly mentionsRefund: boolean;
}

const shares = ['escalation_threshold', 'review_threshold'] as const;
const limits = { approval_above: 'approvalAbove', second_approval_above: 'secondApprovalAbove' } as const;

export const whatIfSettings = 'escalation_threshold.INTENT, review_threshold.INTENT, human_in_the_loop.INTENT, refund_window, final_sale, approval_above.CURRENCY, second_approval_above.CURRENCY';

/** @throws RangeError with a sentence */
export function parseWhatIf(text: string): WhatIf {
  const [, setting, of = '', value] = /^([a-z_]+)(?:\.([A-Za-z0-9_]+))?=(.+)$/.exec(text) ?? [];
  if (!setting || !value) throw new RangeError(`"${text}" must be like escalation_threshold.refund_request=0.6.`);
  return { setting, of, value };
}

/** The catalogue as it would be. @throws RangeError with a sentence where there is no such setting */
export function applyWhatIf(catalogue: Catalogue, { setting, of, value }: WhatIf): Catalogue {
  const version = `${catalogue.version}, ${setting}${of && `.${of}`}=${value}`;
  const { shop, policies } = catalogue;
  if (setting === 'refund_window') return { ...catalogue, version, policies: { ...policies, refund: { ...policies.refund, window: parseDuration(value) } } };
  if (setting === 'final_sale') return { ...catalogue, version, policies: { ...policies, refund: { ...policies.refund, finalSale: oneOf(['true', 'false'], value) === 'true' } } };
  if (setting in limits) return { ...catalogue, version, shop: { ...shop, refundLimits: { ...shop.refundLimits, [of]: changeLimit(shop.refundLimits[of], of, limits[setting as keyof typeof limits], value) } } };
  return { ...catalogue, version, intents: changeIntent(catalogue, setting, of, value) };
}

/** Where it can be seen which turns a setting concerns. */
export function topicsOfConcern(whatIfs: readonly WhatIf[]): string[] {
  const moneys = whatIfs.some(({ setting }) => setting.startsWith('refund') || setting === 'final_sale' || setting in limits);
  return ['ticket.classified.v1', 'escalation.requested.v1', ...(moneys ? ['ticket.proposed.v1'] : [])];
}

/** Whether a turn could be decided differently; all others are the same without being decided again. */
export function isConcerned(catalogue: Catalogue, { setting, of, value }: WhatIf, { intent, confidence, mentionsRefund }: Concern): boolean {
  const policy = findIntent(catalogue, of);
  if (!policy) return mentionsRefund;
  const known = findIntent(catalogue, intent);
  // It was looked at again beside documents, and may have come to this intent then.
  if (!known || confidence < known.escalation_threshold) return true;
  if (known !== policy) return false;
  const share = shares.find((name) => name === setting);
  if (!share) return true;
  const [least, most] = [policy[share], Number(value)].sort((a, b) => a - b) as [number, number];
  return confidence >= least && confidence < most;
}

function changeLimit(known: RefundLimits | undefined, currency: string, name: 'approvalAbove' | 'secondApprovalAbove', value: string): RefundLimits {
  if (!known) throw new RangeError(`The shop has no limits for refunds in "${currency}".`);
  return { ...known, [name]: { minor: parseAmount(value), currency } };
}

function changeIntent(catalogue: Catalogue, setting: string, of: string, value: string): Catalogue['intents'] {
  const known = findIntent(catalogue, of);
  if (!known) throw new RangeError(`There is no setting ${setting}${of && `.${of}`}: say one of ${whatIfSettings}, with an intent of ${[...catalogue.intents.keys()].join(', ')}.`);
  return new Map([...catalogue.intents].map(([name, policy]) => [name, policy === known ? { ...policy, ...changeOf(setting, value) } : policy]));
}

function changeOf(setting: string, value: string): Partial<IntentPolicy> {
  const share = shares.find((name) => name === setting);
  if (share) return { [share]: readShare(value) };
  if (setting === 'human_in_the_loop') return { human_in_the_loop: oneOf(['always', 'on_review', 'never'], value) };
  throw new RangeError(`There is no setting "${setting}": say one of ${whatIfSettings}.`);
}

function readShare(value: string): number {
  const share = Number(value);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`"${value}" must be a number from 0 to 1.`);
  return share;
}

function oneOf<const Word extends string>(words: readonly Word[], value: string): Word {
  const word = words.find((each) => each === value);
  if (!word) throw new RangeError(`"${value}" must be one of ${words.join(', ')}.`);
  return word;
}
