import { canonicalHash } from '@deskhand/model/canonical-json.js';
import { EndpointFailure, type Completion } from '@deskhand/model/endpoint.js';
import { Model } from '@deskhand/model/model.js';
import type { Kept, ModelRecord } from '@deskhand/model/model-request.js';
import type { Records } from '@deskhand/model/records.js';
import type { Spending } from '@deskhand/model/spending.js';
import type { ChatRequest } from '@deskhand/model/testing/chat-request.js';
import { beHonest } from '@deskhand/model/testing/honest.js';
import { lie, type LieTargets } from '@deskhand/model/testing/lies.js';
import type { Random } from '../attack/random-from.ts';

const lies = 0.3;

/** The real door to a model, behind it one that is honest, lies or fails as the seed says. What it said is kept, and outlives crashes. */
export function playModel(random: Random, faults: number, targets: LieTargets, now: () => string): Model {
  const kept: { scope: string; kept: Kept }[] = [];
  let asked = 0;
  const complete = async (wire: unknown): Promise<Completion> => {
    const request = wire as ChatRequest;
    if (random.chance(faults)) throw new EndpointFailure('failed', random.chance(0.5));
    const reply = random.chance(lies) ? lie(request, random.next, targets) : beHonest(request);
    const n = asked++;
    if (!('calls' in reply)) return { text: reply.text, toolCalls: [], tokens: 100 };
    return { text: '', toolCalls: reply.calls.map(({ name, arguments: argumentsJson }, index) => ({ id: `call_${n}_${index}`, name, argumentsJson })), tokens: 100 };
  };
  const records = {
    tries: async (scope: string, requestSha256: string) => kept.filter((each) => each.scope === scope && each.kept.record.requestSha256 === requestSha256).map((each) => each.kept),
    keepTry: async (scope: string, said: ModelRecord): Promise<Kept> => {
      // How long it took is the machine's to say, not the seed's.
      const record = { ...said, ms: 0 };
      const one = { sha256: canonicalHash(record), record, reused: false };
      kept.push({ scope, kept: one });
      return one;
    },
    keep: async (value: unknown) => canonicalHash(value),
  };
  const spending = { reserve: async () => ({ scopes: [], tokens: 0, nanoUsd: 0 }), settle: async () => {} };
  const tiers = { core: { model: 'core-1', usdPer1kTokens: 0.003 }, heavy: { model: 'heavy-1', usdPer1kTokens: 0.02 } };
  return new Model({ endpoint: { complete }, records: records as unknown as Records, spending: spending as unknown as Spending, tiers, now: () => new Date(now()) });
}
