import { randomUUID } from 'node:crypto';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { ConversationsClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { Pauses } from './pauses.js';

export type ClaimsRpc = Pick<PromiseClient<ConversationsClient>, 'claimWrite' | 'endWrite'>;

/** On whose word a write is sent. */
export type Word =
  | { readonly kind: 'turn'; readonly received: Received }
  /** `at`: when the last person approved it, ISO 8601. */
  | { readonly kind: 'approval'; readonly conversationId: string; readonly at: string };

/** Why a write may not be sent now. */
export type Stop = 'fenced' | 'paused';

/** Leave to send one write to the shop once, now. */
export interface Permit {
  /** False: it took too long to get here, and nobody waits for this write any more. */
  holds(): boolean;
  end(): Promise<void>;
}

/** So soon after it was asked for a write must leave; a lease outlasts that and the shop's time-out. */
const mostMsToLeave = 1_500;
const marginMs = 500;

/** Asked right before each call to the shop, the first and every repetition: docs/decisions/0008-write-claims.md. */
export class Permits {
  constructor(
    private readonly rpc: ClaimsRpc,
    private readonly pauses: Pauses,
    private readonly shopTimeoutMs: number,
  ) {}

  async ask(word: Word, tool: string): Promise<Permit | Stop> {
    if (await this.pauses.of(tool)) return 'paused';
    const asked = performance.now();
    const claimId = randomUUID();
    const leaseMs = mostMsToLeave + this.shopTimeoutMs + marginMs;
    const { granted } = await this.rpc.claimWrite({ claimId, leaseMs, ...claimOf(word) });
    if (!granted) return 'fenced';
    // Not ended, it runs out.
    const end = async () => void (await this.rpc.endWrite({ claimId }).catch(() => undefined));
    let ended: Promise<void> | undefined;
    return { holds: () => performance.now() - asked < mostMsToLeave, end: () => (ended ??= end()) };
  }
}

function claimOf(word: Word) {
  if (word.kind === 'approval') return { conversationId: word.conversationId, turn: undefined, approvedAt: word.at };
  const { conversationId, ticketId, turn, epoch } = word.received;
  return { conversationId, turn: { ticketId, turn, epoch }, approvedAt: '' };
}
