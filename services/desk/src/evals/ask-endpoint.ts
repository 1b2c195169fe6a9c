import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { Cascade } from '@deskhand/intent/perform/cascade.js';
import { CompiledPrompts } from '@deskhand/intent/perform/compiled-prompts.js';
import { MemoryPrompts } from '@deskhand/intent/perform/prompt-cache.js';
import { openDatabase } from '@deskhand/kit/database.js';
import { modelConfigSchema } from '@deskhand/model/config.js';
import { migrateModel } from '@deskhand/model/model-schema.js';
import { openModel } from '@deskhand/model/open-model.js';
import { spentOf } from '@deskhand/model/spent-of.js';
import { type Tier, tiers } from '@deskhand/model/tier.js';
import { type Ask, trustOf } from './evaluate-cascade.js';

export interface ModelAtHand {
  readonly ask: Ask;
  readonly tiers: readonly Tier[];
  readonly names: string;
  /** How often each tier was right so far. */
  trust(): Record<string, { asked: number; right: number }>;
  close(): Promise<void>;
}

/** The model of the environment, asked as the desk asks it, with records of its own that go when it is closed. @throws when none is configured */
export async function modelAtHand(catalogue: Catalogue, env: Record<string, string | undefined>): Promise<ModelAtHand> {
  const config = modelConfigSchema.parse(env);
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-eval-'));
  const db = await openDatabase({ dataDir: folder });
  const close = async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  };
  await migrateModel(db);
  const model = openModel(config, db, catalogue.policies.limits.model);
  if (!model) {
    await close();
    throw new Error('LLM_BASE_URL is not set: set it and LLM_MODEL_CORE to the model that is to be measured.');
  }
  const cascade = new Cascade(model, new CompiledPrompts(new MemoryPrompts()), catalogue);
  const heard: { route: string; tier: string; intent: string }[] = [];
  return {
    tiers: cascade.tiers,
    names: cascade.tiers.map((tier) => model.tier(tier).model).join(', '),
    async ask(name, { received, classifier, route }) {
      const tier = tiers.find((each) => each === name)!;
      const { consultation, tries } = await cascade.consult(tier, received, classifier);
      heard.push({ route, tier, intent: consultation.intent });
      const { tokens, nanoUsd } = spentOf(tries);
      return { consultation, tokens, usd: nanoUsd / 1e9 };
    },
    trust: () => trustOf(catalogue, heard),
    close,
  };
}
