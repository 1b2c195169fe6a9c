import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { say } from '@deskhand/catalogue/reply.js';
import { describeAction } from '../decide/describe-action.js';
import type { DoneCall, Turn } from '../decide/turn.js';
import type { ConversationsRpc } from './fence.js';
import { hash } from './hash.js';
import type { Ledger } from './ledger.js';
import type { ShopClient } from './shop-client.js';
import { turnIdOf } from './write-identity.js';
import { approvedAtOf } from './approved-at-of.js';
import type { Permits } from './permits.js';
import type { Vault } from './vault.js';
import type { WriteRunner } from './write-runner.js';

export interface Warn {
  warn(facts: object, message: string): void;
}

/**
 * The confirmation that a customer was promised with "submitted for approval" (B86): a mail through the shop, once, by the ledger like every
 * write. The customer is also answered in the conversation, so a mail that fails is noted and stops nothing.
 */
export class ConfirmationMail {
  constructor(
    private readonly shop: ShopClient,
    private readonly ledger: Ledger,
    private readonly writes: WriteRunner,
    private readonly vault: Vault,
    private readonly permits: Permits,
    private readonly conversations: ConversationsRpc,
    private readonly log: Warn,
  ) {}

  async send(turn: Turn, approval: Approval, written: DoneCall): Promise<void> {
    if (approval.kind !== 'action') return;
    try {
      await this.#send(turn, approval, written);
    } catch (error) {
      this.log.warn({ err: error, approvalId: approval.approvalId }, 'The confirmation mail was not sent');
    }
  }

  async #send(turn: Turn, approval: Approval, { tool, arguments: args }: DoneCall): Promise<void> {
    const { approvalId, action } = approval;
    const reference = action?.reference ?? '';
    const { conversationId, ticketId, customerId } = turn.received;
    // A person holds it: what was done becomes a note, and the customer hears of it from them. Whoever takes over after the approval fences the mail.
    if ((await this.conversations.context({ conversationId, ticketId: '' })).heldBy !== '') return;
    const found = await this.shop.customer(customerId);
    if (found.kind !== 'found') return this.log.warn({ approvalId }, 'The confirmation mail has no address');
    const { email, name } = found.value;
    const { replies } = turn.catalogue;
    const words = { name, what: describeAction(tool, args), reference };
    const body = { to: email, subject: say(replies, 'mail.subject', { reference }), text: say(replies, 'mail.approved', words) };
    const to = await this.vault.tokeniseText(conversationId, email, 'email');
    const idempotencyKey = hash(`mail:${approvalId}`);
    const intention = { idempotencyKey, conversationId, ticketId, customerId, approvalId, turnId: turnIdOf(turn), orderId: null, amount: null, currency: null };
    const row = await this.ledger.intend({ ...intention, tool: 'send_mail', arguments: { to, reference } }, null, turn.now);
    if (!row) return;
    const ran = await this.writes.run(row, {
      permit: () => this.permits.ask({ kind: 'approval', conversationId, at: approvedAtOf(approval) }, 'send_mail'),
      request: { method: 'POST', path: '/mail', body },
      accept: async () => ({ to }),
      refusal: (code) => ({ code, words: '' }),
    });
    const status = typeof ran === 'string' ? ran : ran.status;
    if (status !== 'succeeded') this.log.warn({ approvalId, status }, 'The confirmation mail was not sent');
  }
}
