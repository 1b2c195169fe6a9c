import { ViewService as definition } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { ViewService } from './accept/view-service.js';

/** The rpcs that console answers. */
export const consoleGrpc: GrpcBinding = {
  service: 'console',
  serve(app) {
    const view = app.get(ViewService, { strict: false });
    return [
      {
        definition,
        handlers: {
          apply: (request: Parameters<ViewService['apply']>[0]) => view.apply(request),
          conversation: (request: Parameters<ViewService['conversation']>[0]) => view.conversation(request),
          ticket: (request: Parameters<ViewService['ticket']>[0]) => view.ticket(request),
        },
      },
    ];
  },
};
