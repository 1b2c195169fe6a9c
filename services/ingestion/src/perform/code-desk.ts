import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Write } from '@deskhand/bus/statement.js';
import { addressesOf } from '../decide/addresses-of.js';
import { asksForCode } from '../decide/answers-code.js';
import { codeState, type CodeState } from '../decide/code-state.js';
import type { Conversation, Ticket } from '../decide/conversation.js';
import { codePlaceholder } from '../decide/find-codes.js';
import { isLive, judgeCode, type CodeVerdict, type OfferedCode } from '../decide/judge-code.js';
import { waitForProof } from '../decide/wait-for-proof.js';
import { changeCode, offerCode } from './code-writes.js';
import type { Arrived, ConversationStore } from './conversation-store.js';
import type { VaultSecrets } from './vault-secrets.js';

export interface CodeSettings {
  /** How long a code is good for, in milliseconds. */
  goodFor: number;
  /** There is a shop to look addresses up in. */
  isOpen: boolean;
}

interface Asker {
  authenticated: boolean;
  source: string;
  dryRun: boolean;
}

/** One-time codes: offered with a reply that asks who writes, typed back in a message. Mailing them is the mailer's. */
export class CodeDesk {
  constructor(
    private readonly store: ConversationStore,
    private readonly secrets: Pick<VaultSecrets, 'codeDigest' | 'sealCode'>,
    private readonly settings: CodeSettings,
    private readonly wake: () => void,
  ) {}

  /** What a message does to the codes of its conversation; from another source than the conversation's nothing. */
  judge(text: string, { conversation, codes }: Pick<Arrived, 'conversation' | 'codes'>, source: string, now: string): CodeVerdict {
    const verdict = judgeCode(text, codes, now, (offer, digits) => this.#matches(offer, digits));
    return conversation && conversation.source !== source ? { ...verdict, kind: 'none', changed: undefined } : verdict;
  }

  stateOf({ kind: verdict }: CodeVerdict, { text, at: now, opens }: { text: string; at: string; opens?: Pick<Ticket, 'customer'> | undefined }, known: Arrived, { authenticated, source, dryRun }: Asker): CodeState | undefined {
    const { conversation, codes, emails, messages } = known;
    if (dryRun || !this.settings.isOpen || (conversation && conversation.source !== source)) return undefined;
    const texts = [text, ...messages.filter(({ author }) => author === 'customer').map((message) => message.text)];
    const given = addressesOf([...emails, opens?.customer.email ?? ''], texts);
    return codeState({ verdict, text, newest: codes.at(-1), now, authenticated, addressGiven: given.length > 0 });
  }

  /** What a message changes of the codes: a try, a use, or that the one before is given up for a new one. */
  writes({ changed }: CodeVerdict, state: CodeState | undefined, text: string, { codes }: Arrived, now: string): Write[] {
    const newest = codes.at(-1);
    if (!newest) return [];
    const after = changed ?? newest;
    const isGivenUp = state === 'mailed' && isLive(after, now) && asksForCode(text);
    if (!changed && !isGivenUp) return [];
    return [changeCode(newest, isGivenUp ? { ...after, state: 'ended' } : after)];
  }

  /** With a reply that asks who writes: what waits for the answer, and the code that answers it, unless one may be typed still or was just typed wrong. */
  async offer(conversation: Conversation, ticket: Ticket, messageId: string, answersSeq: number, at: string): Promise<{ conversation: Pick<Conversation, 'waiting'>; writes: Write[]; committed: () => void }> {
    const { turn, again, typed, emails, codes } = await this.store.unproven(conversation.conversationId, ticket, answersSeq);
    const waiting = waitForProof(conversation.waiting, turn, again);
    const addresses = addressesOf([ticket.customer.email ?? '', ...emails], typed);
    const newest = codes.at(-1);
    const isAnswered = turn.at(-1)?.text.includes(codePlaceholder) ?? false;
    const isOffered = this.settings.isOpen && ticket.source === conversation.source && addresses.length > 0 && !isAnswered && !(newest && isLive(newest, at));
    if (!isOffered) return { conversation: { waiting }, writes: [], committed: () => undefined };
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const write = offerCode({
      codeId: messageId,
      conversationId: conversation.conversationId,
      seq: conversation.version + 1,
      addresses,
      customerId: conversation.customerId,
      digest: this.secrets.codeDigest(messageId, code),
      sealed: this.secrets.sealCode(messageId, code),
      offeredAt: at,
      expiresAt: new Date(Date.parse(at) + this.settings.goodFor).toISOString(),
    });
    return { conversation: { waiting }, writes: [write], committed: this.wake };
  }

  #matches({ codeId, digest }: OfferedCode, digits: string): boolean {
    const [mine, theirs] = [Buffer.from(this.secrets.codeDigest(codeId, digits)), Buffer.from(digest)];
    return mine.length === theirs.length && timingSafeEqual(mine, theirs);
  }
}
