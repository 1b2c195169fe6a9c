import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { TicketGrounded } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { firstNameOf } from '../decide/first-name-of.js';
import { customerShape } from '../decide/shop-facts.js';
import { answeredPending } from '../decide/turn-facts.js';
import type { TokenisedCustomer, Turn } from '../decide/turn.js';
import { lookupAccount } from '../tools/lookup-account.js';
import type { ShopClient } from './shop-client.js';
import type { Vault } from './vault.js';

/** Gathers what a plan looks at before it makes its first call. */
export class TurnFactory {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly mode: 'auto' | 'suggest',
    private readonly shop: ShopClient,
    private readonly vault: Vault,
  ) {}

  /** @throws Permanent when the catalogue has no such intent */
  async make({ received, classified, grounding }: TicketGrounded, now: string): Promise<Turn> {
    if (!received || !classified || !grounding) throw new Permanent('the event lacks a fact');
    const intent = findIntent(this.catalogue, classified.intent);
    if (!intent) throw new Permanent(`the catalogue has no intent "${classified.intent}"`);
    const isKnown = received.authenticated && received.customerId !== '' && !classified.smallTalk;
    const customer = isKnown ? await this.#customer(received.conversationId, received.customerId) : null;
    const answered = answeredPending(received, classified);
    return { received, classified, grounding, catalogue: this.catalogue, intent, now, mode: this.mode, customer, answered };
  }

  /** A shop that does not answer costs the greeting its name, not the customer the answer: the tools find out for themselves. */
  async #customer(conversationId: string, customerId: string): Promise<TokenisedCustomer | null> {
    const found = await this.shop.customer(customerId);
    if (found.kind !== 'found') return null;
    const clear = { ...found.value, firstName: firstNameOf(found.value.name) };
    const tokenised = await this.vault.tokenise(conversationId, clear, lookupAccount.privateMembers);
    return { ...customerShape.parse(tokenised), firstName: String(tokenised.firstName ?? '') };
  }
}
