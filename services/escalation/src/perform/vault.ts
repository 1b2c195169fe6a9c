import type { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';

const cardToken = /<CARD_(\d{4})_[0-9a-f]+>/g;

/** Personal data at this service's door: what people type is tokenised, what they read is revealed. */
export class Vault {
  constructor(
    private readonly client: Pick<PromiseClient<VaultClient>, 'tokenise' | 'reveal'>,
    private readonly log: Logger,
  ) {}

  async tokenise(conversationId: string, text: string): Promise<string> {
    if (text === '') return '';
    const { tokenised } = await this.client.tokenise({ conversationId, clear: [{ text, kind: '' }] });
    return tokenised[0] ?? '';
  }

  /** For the desk's people, cards by their last four only. Without the vault they read tokens: their decision has been taken by then. */
  async reveal(texts: readonly string[]): Promise<string[]> {
    const masked = texts.map((text) => text.replace(cardToken, '•••• $1'));
    if (!masked.some((text) => /<[A-Z]+_/.test(text))) return masked;
    try {
      const { revealed } = await this.client.reveal({ texts: masked, purpose: 'desk' });
      return masked.map((text, n) => revealed[n] ?? text);
    } catch (error) {
      this.log.warn({ err: error }, 'the vault does not answer; the approval is shown with tokens');
      return masked;
    }
  }
}
