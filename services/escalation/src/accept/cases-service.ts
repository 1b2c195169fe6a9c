import type { FindRequest, FindResponse } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import type { CaseStore } from '../perform/case-store.js';

/** Answers questions about cases (gRPC `Cases`). */
export class CasesAnswers {
  constructor(private readonly store: CaseStore) {}

  /** @throws RpcError not_found */
  async find({ ticketId }: FindRequest): Promise<FindResponse> {
    const found = await this.store.summary(ticketId);
    if (!found) throw new RpcError('not_found', `there is no ticket ${ticketId}`);
    const { conversation_id: conversationId, state, revision, turn, queue } = found;
    return { ticketId, conversationId, state, revision, turn, queue: queue ?? '' };
  }
}
