import { LedgerService as definition } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { LedgerService } from './accept/ledger-service.js';

/** The rpcs that actions answers. */
export const actionsGrpc: GrpcBinding = {
  service: 'actions',
  serve(app) {
    const ledger = app.get(LedgerService, { strict: false });
    return [
      {
        definition,
        handlers: {
          find: (request: Parameters<LedgerService['find']>[0]) => ledger.find(request),
          fingerprint: (request: Parameters<LedgerService['fingerprint']>[0]) => ledger.fingerprint(request),
        },
      },
    ];
  },
};
