import type { FindRequest, FindResponse } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import type { FeedbackStore } from '../perform/feedback-store.js';

/** Answers the rpcs of `deskhand.feedback.v1.Outcomes`. */
export class OutcomesService {
  constructor(private readonly store: FeedbackStore) {}

  async find({ ticketId }: FindRequest): Promise<FindResponse> {
    if (!ticketId) throw new RpcError('invalid_argument', 'name a ticket');
    const [outcomesJson, given] = await Promise.all([this.store.outcomes(ticketId), this.store.given(ticketId)]);
    return { outcomesJson, givenJson: given.map((each) => JSON.stringify(each)) };
  }
}
