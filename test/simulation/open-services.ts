import { ApprovalDecidedController } from '@deskhand/actions/accept/approval-decided.js';
import { TicketGroundedController } from '@deskhand/actions/accept/ticket-grounded.js';
import type { ConfirmationMail } from '@deskhand/actions/perform/confirmation-mail.js';
import { Fence } from '@deskhand/actions/perform/fence.js';
import type { Ledger } from '@deskhand/actions/perform/ledger.js';
import { ModelSeat } from '@deskhand/actions/perform/model-seat.js';
import type { Pauses } from '@deskhand/actions/perform/pauses.js';
import type { Permits, Word } from '@deskhand/actions/perform/permits.js';
import type { ShopClient } from '@deskhand/actions/perform/shop-client.js';
import { TurnFactory } from '@deskhand/actions/perform/turn-factory.js';
import { TurnRunner } from '@deskhand/actions/perform/turn-runner.js';
import { Vault } from '@deskhand/actions/perform/vault.js';
import type { WriteRunner } from '@deskhand/actions/perform/write-runner.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { EscalationConversationChanged } from '@deskhand/escalation/accept/conversation-changed.js';
import { EscalationRequestedController } from '@deskhand/escalation/accept/escalation-requested.js';
import { EscalationReplyDelivered } from '@deskhand/escalation/accept/reply-delivered.js';
import { EscalationTicketProposed } from '@deskhand/escalation/accept/ticket-proposed.js';
import { EscalationTicketReceived } from '@deskhand/escalation/accept/ticket-received.js';
import { CaseKeeper } from '@deskhand/escalation/perform/case-keeper.js';
import type { CaseStore } from '@deskhand/escalation/perform/case-store.js';
import { Policy } from '@deskhand/escalation/perform/policy.js';
import type { Vault as PeoplesVault } from '@deskhand/escalation/perform/vault.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import type { Model } from '@deskhand/model/model.js';
import type { MemoryCases } from './memory-cases.ts';
import type { MemoryLedger } from './memory-ledger.ts';
import type { PlayedConversations } from './played-conversations.ts';
import type { PlayedShop } from './played-shop.ts';
import type { PlayedWrites } from './played-writes.ts';

interface World {
  readonly catalogue: Catalogue;
  readonly conversations: PlayedConversations;
  readonly cases: MemoryCases;
  readonly shop: PlayedShop;
  readonly ledger: MemoryLedger;
  readonly writes: PlayedWrites;
  /** Null: a desk without one. */
  readonly model: Model | null;
}

/** Counts nothing: what is done after a commit is not simulated. */
const metrics = {} as Metrics;

/** The services' own handlers, rules, gate and fence, on tables and a shop in memory. */
export function openServices({ catalogue, conversations, cases, shop, ledger, writes, model }: World) {
  const vault = new Vault({ tokenise: async ({ clear }) => ({ tokenised: clear.map(({ text }) => text) }), reveal: async ({ texts }) => ({ revealed: texts }) });
  const summary = ({ ticketId }: { ticketId: string }) => {
    const row = cases.cases.get(ticketId);
    if (!row) throw new RpcError('not_found', 'no case');
    const settling = (row.doc as { settling?: { state: string } | null }).settling;
    return { state: settling?.state === 'escalated' ? 'escalated' : row.state };
  };
  const fence = new Fence({ context: async ({ conversationId }: { conversationId: string }) => conversations.context(conversationId) } as never, { find: async (asked: { ticketId: string }) => summary(asked) } as never);
  const permits = { ask: async (word: Word) => askPermit(conversations, word) };
  const turns = new TurnFactory(catalogue, 'auto', shop as unknown as ShopClient, vault);
  const runner = new TurnRunner({
    shop: shop as unknown as ShopClient, ledger: ledger as unknown as Ledger, writes: writes as unknown as WriteRunner, vault, fence,
    permits: permits as unknown as Permits, pauses: { of: async () => null } as unknown as Pauses, search: async () => [], seat: model && new ModelSeat(model),
  });
  const keeper = new CaseKeeper(cases as unknown as CaseStore, new Policy(catalogue, 'auto'), metrics);
  const peoplesVault = { tokenise: async (_: string, text: string) => text } as unknown as PeoplesVault;
  return {
    keeper,
    grounded: new TicketGroundedController(turns, runner, metrics),
    decided: new ApprovalDecidedController(turns, runner, { send: async () => {} } as unknown as ConfirmationMail),
    received: new EscalationTicketReceived(keeper),
    proposed: new EscalationTicketProposed(keeper),
    requested: new EscalationRequestedController(keeper),
    changed: new EscalationConversationChanged(keeper),
    delivered: new EscalationReplyDelivered(keeper, peoplesVault),
  };
}

export type Services = ReturnType<typeof openServices>;

/** What ingestion answers when it is asked for leave to write. */
function askPermit(conversations: PlayedConversations, word: Word) {
  const conversationId = word.kind === 'turn' ? word.received.conversationId : word.conversationId;
  const { heldBy, epoch, tickets } = conversations.context(conversationId);
  const isNewest = word.kind === 'approval' || (epoch === word.received.epoch && tickets[0]?.turn === word.received.turn);
  if (heldBy !== '' || !isNewest) return 'fenced' as const;
  const end = conversations.claim(conversationId);
  return { holds: () => true, end: async () => end() };
}
