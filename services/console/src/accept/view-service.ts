import type { Bus } from '@deskhand/bus/bus.js';
import type {
  ApplyRequest,
  ApplyResponse,
  CommittedEvent,
  ConversationRequest,
  JsonResponse,
  TicketRequest,
} from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { SeenEvent } from '../decide/facts.js';
import type { Projector } from '../perform/projector.js';
import type { Views } from '../perform/views.js';
import { parseEvent } from './parse-event.js';

const longestWaitMs = 30_000;

/** Answers the rpcs of `deskhand.console.v1.View`. */
export class ViewService {
  constructor(
    private readonly bus: Bus,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  async apply({ events }: ApplyRequest): Promise<ApplyResponse> {
    const byKey = Map.groupBy(events.map(readCommitted), ({ key }) => key);
    await Promise.all([...byKey].map(([key, of]) => this.bus.write('console', key, () => this.projector.take(of), { lane: of[0]!.lane as Lane })));
    return {};
  }

  async conversation({ conversationId }: ConversationRequest): Promise<JsonResponse> {
    const view = await this.views.conversation(conversationId);
    if (!view) throw new RpcError('not_found', 'no such conversation');
    return { json: JSON.stringify(view) };
  }

  async ticket({ ticketId, waitMs }: TicketRequest): Promise<JsonResponse> {
    if (waitMs < 0 || waitMs > longestWaitMs) throw new RpcError('invalid_argument', `wait_ms is 0 to ${longestWaitMs}`);
    const view = await this.views.ticket(ticketId, waitMs);
    if (!view) throw new RpcError('not_found', 'no such ticket');
    return { json: JSON.stringify(view) };
  }
}

function readCommitted({ bodyJson, ...envelope }: CommittedEvent): SeenEvent {
  return parseEvent(readJson(bodyJson), { ...envelope, headers: {} });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RpcError('invalid_argument', 'body_json is not JSON');
  }
}
