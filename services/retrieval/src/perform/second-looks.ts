import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { IntentClient } from '@deskhand/contracts/gen/rpc/deskhand/intent/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { SecondLook } from '../decide/adopt-second-look.js';
import type { AskedTurn } from '../decide/build-query.js';

export type IntentRpc = Pick<PromiseClient<IntentClient>, 'reconsider' | 'close'>;

/** How many earlier messages of the customer are looked at (B74). */
const remembered = 3;

/** Asks the classifier again, with passages beside the text (A26). */
export class SecondLooks {
  constructor(private readonly intent: IntentRpc) {}

  async reconsider({ subject, text, history }: AskedTurn, passages: readonly Passage[], { cascade, candidates }: Pick<Classified, 'cascade' | 'candidates'>): Promise<SecondLook> {
    return this.intent.reconsider({
      text: subject && !text.includes(subject) ? `${subject}. ${text}` : text,
      history: history.filter(({ from }) => from === 'customer').slice(-remembered).map((message) => message.text),
      passages: passages.map(({ category, text: said, score }) => ({ category, text: said, score })),
      // What a model has said is not forgotten.
      candidates: cascade ? candidates : [],
    });
  }

  onApplicationShutdown(): void {
    this.intent.close();
  }
}
