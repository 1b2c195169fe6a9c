import { createHmac, randomBytes } from 'node:crypto';
import type { Write } from '@deskhand/bus/statement.js';
import type { TicketFacts } from '../decide/facts.js';
import { makeManifest } from '../decide/make-manifest.js';
import { type PublicKey, manifestFile, publicKeyOf } from '../verify/manifest-file.js';
import { manifestLine } from '../verify/manifest-line.js';
import type { TakenOutputs } from '../decide/take-outputs.js';
import type { ManifestKey } from './manifest-key.js';
import type { Chain, ManifestRow, ManifestStore } from './manifest-store.js';
import { Recent } from './recent.js';

const kept = 2_000;
/** From here on a ticket may have forgotten its first events, and with them that it has seen them. */
const longTimeline = 400;

/** Writes the signed chain of why the desk did what it did. One process writes one conversation at a time; a conflict begins again. */
export class Manifests {
  readonly #recent = new Recent<Chain>(kept);

  constructor(
    private readonly store: ManifestStore,
    private readonly key: ManifestKey,
  ) {}

  /** What one call of the projector adds to a conversation's chain. */
  open(conversationId: string): ChainWriter {
    return new ChainWriter(conversationId, this.store, this.key, this.#recent);
  }

  async publicKeys(): Promise<{ current: PublicKey; keys: PublicKey[] }> {
    return { current: this.key.known, keys: (await this.store.publicKeys()).map(publicKeyOf) };
  }

  /** A conversation's chain as a file that verifies by itself: keys, manifests, seal. */
  async file(conversationId: string, at: string): Promise<string> {
    const { lines, chain } = await this.store.read(conversationId);
    const { keys } = await this.publicKeys();
    const seal = manifestLine({ kind: 'seal', conversationId, length: chain.length, head: chain.head, at }, (sha256) => this.key.sign(sha256));
    return manifestFile(keys, lines, seal.line);
  }
}

export class ChainWriter {
  #before: Chain | undefined;
  #after: Chain | undefined;
  readonly #rows: ManifestRow[] = [];

  constructor(
    private readonly conversationId: string,
    private readonly store: ManifestStore,
    private readonly key: ManifestKey,
    private readonly recent: Recent<Chain>,
  ) {}

  /** The ticket's facts with its last manifest. */
  async add({ ready, facts }: TakenOutputs): Promise<TicketFacts> {
    let last: TicketFacts['manifest'];
    for (const { output, rests } of ready) {
      const isOld = Object.keys(facts.timeline).length >= longTimeline;
      if (isOld && (await this.store.has(this.conversationId, output.eventId, output.ticketId))) continue;
      last = await this.#append(output.ticketId, output.eventId, (hashText) => makeManifest(output, rests, hashText));
    }
    return last ? { ...facts, manifest: last } : facts;
  }

  /** The customer was erased: nobody can show any more that a text belongs to a manifest; the chain verifies as before. */
  async forgetTexts(): Promise<void> {
    this.#before ??= this.recent.take(this.conversationId) ?? (await this.store.load(this.conversationId));
    const chain = this.#after ?? this.#before;
    if (chain.length > 0) this.#after = { ...chain, textKey: null };
  }

  get writes(): Write[] {
    return this.#before && this.#after ? this.store.save(this.conversationId, this.#before, this.#after, this.#rows) : [];
  }

  /** After the commit. A chain that was taken and not kept had a conflict: next time it is read. */
  keep(): void {
    if (this.#after) this.recent.put(this.conversationId, this.#after);
  }

  async #append(ticketId: string, eventId: string, make: (hashText: (text: string) => string) => object): Promise<{ n: number; sha256: string }> {
    this.#before ??= this.recent.take(this.conversationId) ?? (await this.store.load(this.conversationId));
    const { length, head, textKey } = this.#after ?? this.#before;
    const key = this.#openTextKey(textKey);
    const hashText = (text: string) => `hmac-sha256:${createHmac('sha256', key.plain).update(text).digest('hex')}`;
    const n = length + 1;
    const place = { conversationId: this.conversationId, n, previous: head, key: this.key.known.id };
    const { line, sha256 } = manifestLine({ ...make(hashText), ...place }, (hash) => this.key.sign(hash));
    this.#rows.push({ conversation_id: this.conversationId, n, ticket_id: ticketId, event_id: eventId, sha256, line });
    this.#after = { length: n, head: sha256, textKey: key.wrapped };
    return { n, sha256 };
  }

  /** A key that nobody can open any more is followed by a new one, as after an erasure. Rows from before keys were wrapped hold 64 hex digits, and are wrapped as they are used. */
  #openTextKey(stored: string | null): { plain: Buffer; wrapped: string } {
    const wrap = (plain: Buffer) => ({ plain, wrapped: this.key.wrap(this.conversationId, plain) });
    if (stored === null) return wrap(randomBytes(32));
    if (/^[0-9a-f]{64}$/.test(stored)) return wrap(Buffer.from(stored, 'hex'));
    const plain = this.key.unwrap(this.conversationId, stored);
    return plain ? { plain, wrapped: stored } : wrap(randomBytes(32));
  }
}
