import { IntentService } from '@deskhand/contracts/gen/rpc/deskhand/intent/v1/service.js';
import { grpcService } from '@deskhand/kit/grpc.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { IntentRpc } from './accept/reconsider-intent.js';

/** The rpcs that intent answers. */
export const intentGrpc: GrpcBinding = {
  service: 'intent',
  serve: (app) => {
    const rpc = app.get(IntentRpc, { strict: false });
    return [grpcService(IntentService, { reconsider: (request) => rpc.reconsider(request) })];
  },
};
