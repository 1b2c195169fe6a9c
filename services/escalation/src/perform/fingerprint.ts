import type { ActionRequest } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { LedgerClient } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';

/** Asks actions whether an order is still what people are asked to approve. */
export class Fingerprint {
  constructor(private readonly ledger: Pick<PromiseClient<LedgerClient>, 'fingerprint'>) {}

  /** @throws Transient when the shop does not answer: nobody can say, so nobody may approve just now */
  async isStale({ tool, arguments: args, fingerprint }: ActionRequest, { customerId, conversationId }: Received): Promise<boolean> {
    if (fingerprint === '') return false;
    try {
      const now = await this.ledger.fingerprint({ tool, argumentsJson: JSON.stringify(args ?? {}), customerId, conversationId });
      return now.fingerprint !== fingerprint;
    } catch (error) {
      if (error instanceof RpcError && error.code === 'not_found') return true;
      throw error;
    }
  }
}
