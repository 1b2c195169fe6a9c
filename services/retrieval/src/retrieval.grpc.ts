import { KnowledgeService } from '@deskhand/contracts/gen/rpc/deskhand/retrieval/v1/service.js';
import { grpcService } from '@deskhand/kit/grpc.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { KnowledgeRpc } from './accept/search-knowledge.js';

/** The rpcs that retrieval answers. */
export const retrievalGrpc: GrpcBinding = {
  service: 'retrieval',
  serve: (app) => {
    const rpc = app.get(KnowledgeRpc, { strict: false });
    return [grpcService(KnowledgeService, { search: (request) => rpc.search(request) })];
  },
};
