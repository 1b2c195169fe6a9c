import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { ReconsiderRequest, ReconsiderResponse } from '@deskhand/contracts/gen/rpc/deskhand/intent/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { routeIntent } from '../decide/route-intent.js';
import type { Classifier } from '../perform/classifier.js';
import { weighPassages } from '../decide/weigh-passages.js';

/** Answers the rpcs of `deskhand.intent.v1.Intent`. */
export class IntentRpc {
  constructor(
    private readonly classifier: Classifier,
    private readonly catalogue: Catalogue,
  ) {}

  async reconsider({ text, history, passages, candidates: believed }: ReconsiderRequest): Promise<ReconsiderResponse> {
    if (text.trim() === '') throw new RpcError('invalid_argument', 'text is empty: give what the customer wrote');
    const { model } = await this.classifier.ready();
    const first = believed.length > 0 ? believed : routeIntent(model, text, history).candidates;
    const candidates = weighPassages(first, passages, this.catalogue.intents.values());
    return { ...candidates[0]!, candidates };
  }
}
