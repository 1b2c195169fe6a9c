import { OutcomesService as definition } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { OutcomesService } from './accept/outcomes-service.js';

/** The rpcs that feedback answers. */
export const feedbackGrpc: GrpcBinding = {
  service: 'feedback',
  serve(app) {
    const outcomes = app.get(OutcomesService, { strict: false });
    return [{ definition, handlers: { find: (request: Parameters<OutcomesService['find']>[0]) => outcomes.find(request) } }];
  },
};
