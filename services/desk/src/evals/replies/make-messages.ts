import type { Example } from '@deskhand/catalogue/catalogue.js';

export interface ShopCustomer {
  id: string;
  orders: string[];
  /** All that the shop has on this customer. */
  record: unknown;
}

export interface Message {
  text: string;
  /** Who is signed in; nobody in one message of five. */
  customer: ShopCustomer | undefined;
}

const orderNumber = /#?[A-Z]?\b\d{5,8}\b/g;

/** Phrases of a catalogue in the mouths of a shop's customers: order numbers become their own, and half of those without one get one. */
export function makeMessages(examples: readonly Example[], customers: readonly ShopCustomer[], count: number, random: () => number): Message[] {
  const draw = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  return Array.from({ length: count }, () => {
    const { text } = draw(examples);
    const customer = random() < 0.2 ? undefined : draw(customers);
    const order = customer && customer.orders.length > 0 ? draw(customer.orders) : undefined;
    if (!order) return { text, customer };
    const own = text.replace(orderNumber, order);
    return { text: own === text && random() < 0.5 ? `${text} (order ${order})` : own, customer };
  });
}
