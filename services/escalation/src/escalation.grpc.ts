import { CasesService } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { CasesAnswers } from './accept/cases-service.js';

/** What escalation answers over gRPC; given to `start({ grpc: [ … ] })`. */
export const escalationGrpc: GrpcBinding = {
  service: 'escalation',
  serve: (app) => {
    const cases = app.get(CasesAnswers, { strict: false });
    return [{ definition: CasesService, handlers: { find: (request) => cases.find(request) } }];
  },
};
