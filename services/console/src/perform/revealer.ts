import type { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import { mapTexts } from '../decide/map-texts.js';
import { maskCards, replaceTokens, tokensIn } from '../decide/personal-tokens.js';

export type RevealRpc = Pick<PromiseClient<VaultClient>, 'reveal'>;
type Warn = { warn(detail: object, message: string): void };

/** Shows personal data to the desk's people; the vault logs each reveal. */
export class Revealer {
  constructor(
    private readonly vault: RevealRpc,
    private readonly log: Warn,
  ) {}

  /** One question for everything in `value`. While the vault is away people see tokens: better than seeing nothing. */
  async reveal<T>(value: T): Promise<T> {
    const tokens = new Set<string>();
    const masked = mapTexts(value, (text) => {
      if (!text.includes('<')) return text;
      for (const token of tokensIn(text)) tokens.add(token);
      return maskCards(text);
    });
    if (!tokens.size) return masked;
    const words = await this.#ask([...tokens]);
    return mapTexts(masked, (text) => (text.includes('<') ? replaceTokens(text, words) : text));
  }

  async #ask(tokens: string[]): Promise<Map<string, string>> {
    try {
      const { revealed } = await this.vault.reveal({ texts: tokens, purpose: 'desk' });
      return new Map(tokens.map((token, n) => [token, revealed[n] ?? token]));
    } catch (error) {
      this.log.warn({ err: error }, 'The vault does not answer; tokens are shown as they are');
      return new Map();
    }
  }
}
