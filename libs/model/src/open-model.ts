import type { LimitsPolicy } from '@deskhand/catalogue/limits-policy.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { Database } from '@deskhand/kit/database.js';
import type { ModelConfig } from './config.js';
import { Endpoint } from './endpoint.js';
import { Model } from './model.js';
import { Records } from './records.js';
import { Spending } from './spending.js';
import type { Tier, TierTable } from './tier.js';

/** The model that the environment names; null: the desk works without one. @throws BootFailure when only half of it is named */
export function openModel(config: ModelConfig, db: Database, limits: LimitsPolicy['model'], open = ''): Model | null {
  const tiers = tiersOf(config, limits);
  const named = Object.values(tiers).some((tier) => tier !== undefined);
  // An endpoint may be there for the search alone.
  if (!named && (!config.LLM_BASE_URL || config.LLM_MODEL_EMBEDDING)) return null;
  if (!config.LLM_BASE_URL) throw new BootFailure('A model is named but LLM_BASE_URL is not set: set it to the endpoint that serves the model, or unset LLM_MODEL_NANO, LLM_MODEL_CORE and LLM_MODEL_HEAVY.');
  if (!named) throw new BootFailure('LLM_BASE_URL is set but no model is named: set LLM_MODEL_CORE to the name by which the endpoint knows it.');
  for (const { currency } of [limits.spendPerDay, ...Object.values(limits.tiers).map(({ spendPerDay }) => spendPerDay)]) {
    if (currency !== 'USD') throw new BootFailure(`A spendPerDay of policies/limits.yaml is in ${currency}: prices of models are in USD, so it has to be, too.`);
  }
  const endpoint = new Endpoint({ baseUrl: config.LLM_BASE_URL, apiKey: config.LLM_API_KEY ?? 'none', timeoutMs: config.LLM_TIMEOUT_MS });
  const spending = new Spending(db, { ...limits, nanoUsdPerDay: nanoUsdOfMoney(limits.spendPerDay) });
  return new Model({ endpoint, spending, records: new Records(db), tiers, open });
}

function tiersOf(config: ModelConfig, { tiers }: LimitsPolicy['model']): TierTable {
  const { LLM_MODEL_NANO, LLM_MODEL_CORE, LLM_MODEL_HEAVY } = config;
  const of = (tier: Tier, model: string | undefined, usdPer1kTokens: number) =>
    model === undefined ? undefined : { model, usdPer1kTokens, window: tiers[tier].window, nanoUsdPerDay: nanoUsdOfMoney(tiers[tier].spendPerDay) };
  return {
    nano: of('nano', LLM_MODEL_NANO, config.LLM_PRICE_NANO),
    core: of('core', LLM_MODEL_CORE, config.LLM_PRICE_CORE),
    heavy: of('heavy', LLM_MODEL_HEAVY, config.LLM_PRICE_HEAVY),
  };
}

function nanoUsdOfMoney({ minor }: { minor: number }): number {
  return minor * 10_000_000;
}
