import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { ModelTranscript } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import { canonicalHash } from '@deskhand/model/canonical-json.js';
import { EndpointFailure } from '@deskhand/model/endpoint.js';
import { Model } from '@deskhand/model/model.js';
import type { Kept, ModelRecord, WhyNot } from '@deskhand/model/model-request.js';
import type { Records } from '@deskhand/model/records.js';
import type { Spending } from '@deskhand/model/spending.js';
import type { TierTable } from '@deskhand/model/tier.js';

/** A model that says what it said then, word for word, and is never asked anything else. */
export class RecordedModel {
  /** Questions that are not in the record: with the candidate the model would be asked something new. */
  unanswered = 0;
  readonly model: Model;

  /** `left`: why the model was left then, where it was. */
  constructor({ records }: ModelTranscript, { knowledge, replies }: Catalogue, left: string | undefined) {
    const kept = records.flatMap((each) => {
      const { sha256, record, reused } = each as { sha256: string; record?: ModelRecord; reused?: boolean };
      return record ? [{ sha256, record, reused: reused ?? false }] : [];
    });
    const open = [...knowledge.map(({ body }) => body), ...Object.values(replies)].join('\n');
    this.model = new Model({
      endpoint: { complete: () => Promise.reject(new EndpointFailure('failed', false)) },
      spending: this.#refuse(left) as unknown as Spending,
      records: memoryOf(kept) as unknown as Records,
      tiers: tiersOf(kept),
      open,
    });
  }

  #refuse(left: string | undefined) {
    return {
      reserve: async (): Promise<WhyNot> => {
        if (!left) this.unanswered++;
        return (left as WhyNot | undefined) ?? 'failed';
      },
      settle: async () => {},
    };
  }
}

function memoryOf(kept: readonly Kept[]) {
  return {
    tries: async (_scope: string, requestSha256: string) => kept.filter(({ record }) => record.requestSha256 === requestSha256),
    reuse: async () => null,
    share: async () => {},
    keepTry: async (_scope: string, record: ModelRecord): Promise<Kept> => ({ sha256: canonicalHash(record), record, reused: false }),
    keep: async (value: unknown) => canonicalHash(value),
  };
}

/** The names that were asked. A tier without one was not asked, and has its neighbour's. */
function tiersOf(kept: readonly Kept[]): TierTable {
  const named = kept.map(({ record: { tier, model } }) => [tier, { model, usdPer1kTokens: 0 }] as const);
  return named.length > 0 ? Object.fromEntries(named) : { core: { model: 'none', usdPer1kTokens: 0 } };
}
