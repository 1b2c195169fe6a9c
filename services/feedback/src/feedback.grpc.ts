import { OutcomesService as outcomesDefinition, RolloutsService as rolloutsDefinition } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { grpcService } from '@deskhand/kit/grpc.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { OutcomesService } from './accept/outcomes-service.js';
import { RolloutsService } from './accept/rollouts-service.js';

/** The rpcs that feedback answers. */
export const feedbackGrpc: GrpcBinding = {
  service: 'feedback',
  serve(app) {
    const outcomes = app.get(OutcomesService, { strict: false });
    const rollouts = app.get(RolloutsService, { strict: false });
    return [
      grpcService(outcomesDefinition, { find: (request) => outcomes.find(request) }),
      grpcService(rolloutsDefinition, { current: (request) => rollouts.current(request) }),
    ];
  },
};
