import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { seededRandom } from '@deskhand/intent/train/seeded-random.js';
import { submit, waitForSettled } from '../../cli/submit.js';
import type { Ticket } from '../../cli/ticket.js';
import { openFreshDesk } from '../customers/open-fresh-desk.js';
import { makeMessages, type Message, type ShopCustomer } from './make-messages.js';
import { unsupportedFigures } from './unsupported-figures.js';

export interface CheckedReply {
  ticketId: string;
  message: string;
  state: string;
  reply: string;
  /** Holds a figure, date or id at all. */
  hasFigures: boolean;
  unsupported: string[];
}

const longestTurn = 30;
const atOnce = 6;

/** Writes so many messages to a fresh desk as customers of the sample shop, and holds every reply against what it may say. */
export async function measureReplies(catalogue: Catalogue, folder: string, count: number, seed: number, env: Record<string, string | undefined>, told: () => void): Promise<CheckedReply[]> {
  const { desk, shop, tokenFor, close } = await openFreshDesk(folder, env);
  try {
    const customers = await readCustomers(shop);
    const fixed = [...Object.values(catalogue.replies), JSON.stringify(catalogue.shop)];
    const documents = new Map(catalogue.knowledge.map(({ title, body }) => [title, `${title}\n${body}`]));
    const waiting = makeMessages(catalogue.examples, customers, count, seededRandom(seed)).entries();
    const checked: CheckedReply[] = [];
    const work = async () => {
      for (const [n, message] of waiting) {
        const ticket = await ask(n, message);
        const reply = ticket.reply?.text ?? '';
        // What was on the shop's books before, and what is now: the reply may have changed them.
        const books = message.customer ? [JSON.stringify(message.customer), JSON.stringify(await readCustomer(shop, message.customer.id))] : [];
        const cited = ticket.reply?.citations.map(({ title }) => documents.get(title) ?? '') ?? [];
        const tools = ticket.actions.map(({ arguments: given, result, refusal }) => JSON.stringify([given, result, refusal]));
        const references = [ticket.ticketId, ...ticket.approvals.map(({ approvalId }) => approvalId)];
        checked.push({ ticketId: ticket.ticketId, message: message.text, state: ticket.state, reply, hasFigures: /\d/.test(reply), unsupported: unsupportedFigures(reply, [...fixed, ...books, ...cited, ...tools, ...references]) });
        told();
      }
    };
    const ask = async (n: number, { text, customer }: Message): Promise<Ticket> => {
      const who = customer && { customer: { id: customer.id, identityToken: await tokenFor(customer.id) } };
      const { ticketId } = await submit(desk, { source: 'replies', id: `reply-${n}`, text, ...who });
      return waitForSettled(desk, ticketId, longestTurn);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return checked;
  } finally {
    await close();
  }
}

const shopCustomers = 44;

async function readCustomers(shop: Shop): Promise<ShopCustomer[]> {
  return Promise.all(Array.from({ length: shopCustomers }, (_, n) => readCustomer(shop, `cus_${n + 1}`)));
}

type Shop = Awaited<ReturnType<typeof openFreshDesk>>['shop'];

async function readCustomer(shop: Shop, id: string): Promise<ShopCustomer> {
  const [record, { items }] = await Promise.all([shop.get<object>(`/customers/${id}`), shop.get<{ items: { id: string }[] }>(`/customers/${id}/orders`)]);
  const shipments = await Promise.all(items.slice(0, 30).map(async (order) => (await shop.call('GET', `/orders/${order.id}/shipment`)).body));
  return { id, orders: items.map((order) => order.id), record: [record, items, shipments] };
}
