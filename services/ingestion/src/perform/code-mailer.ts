import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@deskhand/kit/logger.js';
import type { CodeQueue, DueCode } from './code-queue.js';
import type { MailRoad } from './mail-road.js';
import type { FoundCustomer, ShopCustomers } from './shop-customers.js';
import type { Vault } from './vault.js';
import type { VaultSecrets } from './vault-secrets.js';

export interface CodeWords {
  subject(): string;
  text(code: string): string;
}

export interface MailerParts {
  queue: CodeQueue;
  customers: ShopCustomers;
  road: MailRoad;
  vault: Pick<Vault, 'reveal'>;
  secrets: Pick<VaultSecrets, 'openCode'>;
  words: CodeWords;
  log: Logger;
}

const lookAgainMs = 2_000;

/**
 * Mails codes that were offered, after the reply that offers them has been committed and apart from it: how long a look-up takes, and whether
 * there is anybody to mail, shows nowhere. The queue is the table itself, so a code is mailed by whoever is alive, under a key of its own.
 */
export class CodeMailer {
  #stopping = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(private readonly parts: MailerParts) {}

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#running;
  }

  /** One round; for tests too. */
  async round(): Promise<void> {
    await this.parts.queue.sweep();
    for (const due of await this.parts.queue.take())
      try {
        await this.#mail(due);
      } catch (error) {
        this.parts.log.warn({ err: error }, 'a one-time code could not be mailed yet');
      }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await this.round().catch((error: unknown) => this.parts.log.warn({ err: error }, 'one-time codes wait'));
      if (!this.#stopping) await Promise.race([promise, sleep(lookAgainMs, undefined, { ref: false })]);
    }
  }

  async #mail(due: DueCode): Promise<void> {
    const { queue, road, secrets, words } = this.parts;
    const customer = await this.#find(due);
    if (!customer) return queue.silence(due.codeId);
    if (due.state === 'asked' && !(await queue.charge(due.codeId, customer.id))) return;
    const sent = await road.send({ key: `code-${due.codeId}`, to: customer.email, subject: words.subject(), text: words.text(secrets.openCode(due.codeId, due.sealed)) });
    await (sent ? queue.sent(due.codeId) : queue.silence(due.codeId));
  }

  /** The first address that is on file; a conversation of a known customer goes to that customer's alone. */
  async #find({ customerId, addresses }: DueCode): Promise<FoundCustomer | undefined> {
    const { customers, vault } = this.parts;
    if (customerId !== null) return customers.byId(customerId);
    for (const address of await vault.reveal(addresses, 'tool')) {
      const found = address.includes('@') ? await customers.byEmail(address) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}
