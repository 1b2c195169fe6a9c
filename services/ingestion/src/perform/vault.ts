import { write, type Write } from '@deskhand/bus/statement.js';
import { findOrderNumbers } from '@deskhand/catalogue/order-number.js';
import type { Shop } from '@deskhand/catalogue/shop.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { findPersonalData } from '../decide/find-personal-data.js';
import { normaliseValue } from '../decide/normalise-value.js';
import type { PersonalKind } from '../decide/personal-span.js';
import { replaceSpans } from '../decide/replace-spans.js';
import { escapeTokens, maskCard, tokenOf, tokenPattern, tokensIn } from '../decide/tokens.js';
import { Lru } from './lru.js';
import { openValue, sealValue, tokenDigest, type SubjectKey, type VaultKeys } from './vault-keys.js';
import type { VaultSecrets } from './vault-secrets.js';
import { insertKey, insertToken, type VaultStore } from './vault-store.js';

export interface ClearText {
  text: string;
  /** The whole text is one such value; otherwise the text is searched. */
  kind?: PersonalKind | undefined;
  /** A name to look for. */
  customerName?: string | undefined;
}

export interface Tokenised {
  /** In the order asked. */
  texts: string[];
  /** To be committed before anybody else sees the texts. */
  writes: Write[];
  /** To be called after the commit. */
  committed: () => void;
  /** Tokens of other conversations, or of none, that somebody typed. */
  forged: number;
}

export type Purpose = 'delivery' | 'tool' | 'desk' | 'public_topic' | 'export';

/** The only place where tokens and personal data meet. What it keeps is ciphertext under a key of the conversation. */
export class Vault {
  readonly #keys = new Lru<SubjectKey>(10_000);
  readonly #values = new Lru<string>(20_000);
  readonly #owners = new Lru<string>(50_000);
  readonly #journal: Logger;
  /** Of the last erasure that was seen. */
  #generation = '';
  /** Raised whenever the caches are dropped: what was read before is not put into them afterwards. */
  #epoch = 0;

  constructor(
    private readonly masterKeys: VaultKeys,
    private readonly secrets: Pick<VaultSecrets, 'contentHash'>,
    private readonly store: VaultStore,
    private readonly shop: Pick<Shop, 'orderNumberPattern'>,
    private readonly log: Logger,
  ) {
    this.#journal = alwaysHeard(log);
  }

  contentHash(content: string): string {
    return this.secrets.contentHash(content);
  }

  /** After an erasure in this process; others see by the generation that they have to. */
  forget(): void {
    this.#epoch++;
    for (const cache of [this.#keys, this.#values, this.#owners]) cache.clear();
  }

  /** Personal data becomes tokens of this conversation, the same for the same value; tokens that are not its own are made harmless. */
  async tokenise(conversationId: string, clear: readonly ClearText[]): Promise<Tokenised> {
    const epoch = await this.#current();
    const { texts: escaped, forged } = await this.#escape(conversationId, clear.map(({ text }) => text));
    const draft = new Map<string, { kind: PersonalKind; value: string }>();
    const marked = clear.map(({ kind, customerName }, at) => this.#mark(escaped[at]!, kind, customerName, draft));
    if (draft.size === 0) return { texts: marked.map((mark) => mark(() => '')), writes: [], committed: () => undefined, forged };
    const { key, writes, remember } = await this.#keyFor(conversationId, epoch);
    const tokens = await this.#tokens(conversationId, key, writes.length > 0, draft);
    for (const { token, fresh, kind, value } of tokens.values())
      if (fresh) writes.push(write(insertToken, { token, conversation_id: conversationId, kind, sealed: hex(sealValue(key, value, bond(conversationId, token, kind))) }));
    const committed = () => {
      if (epoch !== this.#epoch) return;
      remember();
      for (const { token, value } of tokens.values()) {
        this.#owners.set(token, conversationId);
        this.#values.set(token, value);
      }
    };
    return { texts: marked.map((mark) => mark((id) => tokens.get(id)!.token)), writes, committed, forged };
  }

  /** Puts the words back. Cards stay masked but for tools; tokens that are unknown, or whose key is gone, stay tokens. */
  /** @param quote how a word is written inside the texts, such as within JSON */
  async reveal(texts: readonly string[], purpose: Purpose, quote: (word: string) => string = (word) => word): Promise<string[]> {
    const tokens = [...new Set(texts.flatMap(tokensIn))];
    if (tokens.length === 0) return [...texts];
    this.#journal.info({ purpose, tokens }, 'personal data revealed');
    const values = await this.#valuesOf(tokens, await this.#current());
    const shown = (token: string) => (token.startsWith('<CARD_') && purpose !== 'tool' && values.has(token) ? maskCard(token) : values.has(token) ? quote(values.get(token)!) : token);
    return texts.map((text) => text.replace(tokenPattern, shown));
  }

  async #escape(conversationId: string, texts: readonly string[]): Promise<{ texts: string[]; forged: number }> {
    const typed = [...new Set(texts.flatMap(tokensIn))];
    if (typed.length === 0) return { texts: [...texts], forged: 0 };
    const owners = await this.store.owners(typed);
    const own = (token: string) => owners.get(token) === conversationId;
    return { texts: texts.map((text) => escapeTokens(text, own)), forged: typed.filter((token) => !own(token)).length };
  }

  /** Notes what is to become a token, and answers how to write the text once the tokens are known. */
  #mark(text: string, kind: PersonalKind | undefined, customerName: string | undefined, draft: Map<string, { kind: PersonalKind; value: string }>) {
    const note = (value: string, type: PersonalKind) => {
      const id = `${type}|${normaliseValue(type, value)}`;
      if (!draft.has(id)) draft.set(id, { kind: type, value });
      return id;
    };
    if (kind) {
      // A value that is a token already, or nothing, stays what it is.
      if (text.trim() === '' || tokensIn(text).length > 0) return () => text;
      const id = note(text, kind);
      return (tokenFor: (id: string) => string) => tokenFor(id);
    }
    const spans = findPersonalData(text, { orderNumbers: findOrderNumbers(text, this.shop), customerName });
    const ids = spans.map(({ start, end, type }) => note(text.slice(start, end), type));
    return (tokenFor: (id: string) => string) => {
      let at = 0;
      return replaceSpans(text, spans, () => tokenFor(ids[at++]!));
    };
  }

  async #keyFor(conversationId: string, epoch: number): Promise<{ key: SubjectKey; writes: Write[]; remember: () => void }> {
    const cached = this.#keys.get(conversationId);
    if (cached) return { key: cached, writes: [], remember: () => undefined };
    const wrapped = await this.store.wrappedKey(conversationId);
    if (wrapped) {
      const key = this.masterKeys.unwrap(conversationId, wrapped);
      if (epoch === this.#epoch) this.#keys.set(conversationId, key);
      return { key, writes: [], remember: () => undefined };
    }
    const made = this.masterKeys.newSubjectKey(conversationId);
    const row = { conversation_id: conversationId, master: made.master, wrapped: hex(made.wrapped) };
    return { key: made.key, writes: [write(insertKey, row)], remember: () => this.#keys.set(conversationId, made.key) };
  }

  /** Drops caches that are older than the last erasure, of whatever process. */
  async #current(): Promise<number> {
    const generation = await this.store.generation();
    if (generation !== this.#generation) {
      this.forget();
      this.#generation = generation;
    }
    return this.#epoch;
  }

  async #tokens(conversationId: string, key: SubjectKey, isNew: boolean, draft: ReadonlyMap<string, { kind: PersonalKind; value: string }>) {
    const chosen = new Map<string, { token: string; fresh: boolean; kind: PersonalKind; value: string }>();
    for (let round = 0; chosen.size < draft.size; round++) {
      const drawn = [...draft].filter(([id]) => !chosen.has(id)).map(([id, { kind, value }]) => ({ id, kind, value, token: draw(key, id, kind, round) }));
      // Under a key just made no token is known; should another conversation have one of them, the commit is refused and a new key drawn.
      const unknown = isNew ? [] : drawn.map(({ token }) => token).filter((token) => !this.#owners.get(token));
      const owners = unknown.length > 0 ? await this.store.owners(unknown) : new Map<string, string>();
      for (const { id, kind, value, token } of drawn) {
        const owner = isNew ? undefined : (this.#owners.get(token) ?? owners.get(token));
        // Ten digits are few enough that two conversations may draw the same.
        if (owner === undefined || owner === conversationId) chosen.set(id, { token, fresh: owner === undefined, kind, value });
      }
    }
    return chosen;
  }

  async #valuesOf(tokens: readonly string[], epoch: number): Promise<Map<string, string>> {
    const values = new Map<string, string>();
    const missing: string[] = [];
    for (const token of tokens) {
      const value = this.#values.get(token);
      if (value === undefined) missing.push(token);
      else values.set(token, value);
    }
    for (const { token, conversationId, kind, sealed, key: wrapped } of missing.length > 0 ? await this.store.sealed(missing) : [])
      try {
        const key = this.#keys.get(conversationId) ?? this.masterKeys.unwrap(conversationId, wrapped);
        const value = openValue(key, sealed, bond(conversationId, token, kind));
        values.set(token, value);
        // What was read before an erasure must not outlive it here.
        if (epoch !== this.#epoch) continue;
        this.#keys.set(conversationId, key);
        this.#values.set(token, value);
      } catch (error) {
        this.log.error({ err: error }, 'a row of the vault cannot be opened: it was damaged or moved');
      }
    return values;
  }
}

/** Whoever sees words is written down, whatever the log's level; only a log that is switched off is silent. */
function alwaysHeard(log: Logger): Logger {
  return log.level === 'silent' || log.isLevelEnabled('info') ? log : log.child({}, { level: 'info' });
}

function draw(key: SubjectKey, id: string, kind: PersonalKind, round: number): string {
  const normalised = id.slice(kind.length + 1);
  return tokenOf(kind, normalised, tokenDigest(key, round === 0 ? id : `${id}|${round}`));
}

/** A row that is moved to another conversation, token or kind cannot be opened. */
function bond(conversationId: string, token: string, kind: PersonalKind): string {
  return `${conversationId}|${token}|${kind}`;
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
