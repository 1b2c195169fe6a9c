import { LedgerService as definition, ToolsService as toolsDefinition } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import type { GrpcService } from '@deskhand/kit/grpc.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { LedgerService } from './accept/ledger-service.js';
import { ToolsService } from './accept/tools-service.js';

/** The rpcs that actions answers. */
export const actionsGrpc: GrpcBinding = {
  service: 'actions',
  serve(app) {
    const ledger = app.get(LedgerService, { strict: false });
    const tools = app.get(ToolsService, { strict: false });
    const ledgerRpcs: GrpcService = {
      definition,
      handlers: {
        find: (request: Parameters<LedgerService['find']>[0]) => ledger.find(request),
        fingerprint: (request: Parameters<LedgerService['fingerprint']>[0]) => ledger.fingerprint(request),
      },
    };
    const toolsRpcs: GrpcService = { definition: toolsDefinition, handlers: { pause: (request: Parameters<ToolsService['pause']>[0]) => tools.pause(request) } };
    return [ledgerRpcs, toolsRpcs];
  },
};
