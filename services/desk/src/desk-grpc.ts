import { actionsGrpc } from '@deskhand/actions/actions.grpc.js';
import { consoleGrpc } from '@deskhand/console/console.grpc.js';
import { escalationGrpc } from '@deskhand/escalation/escalation.grpc.js';
import { feedbackGrpc } from '@deskhand/feedback/feedback.grpc.js';
import { ingestionGrpc } from '@deskhand/ingestion/ingestion.module.js';
import { intentGrpc } from '@deskhand/intent/intent.grpc.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { retrievalGrpc } from '@deskhand/retrieval/retrieval.grpc.js';

/** The rpcs of all services. */
export const deskGrpc: GrpcBinding[] = [ingestionGrpc, intentGrpc, retrievalGrpc, actionsGrpc, escalationGrpc, feedbackGrpc, consoleGrpc];
