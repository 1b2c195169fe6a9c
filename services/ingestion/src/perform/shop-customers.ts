import { Transient } from '@deskhand/kit/errors.js';
import { z } from 'zod';
import { askShop, type ShopPlace } from './shop-http.js';

const customerShape = z.object({ id: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u), email: z.string().min(3) });
const listShape = z.object({ items: z.array(customerShape) });

export type FoundCustomer = z.output<typeof customerShape>;

/** Whose address is on file. @throws Transient when the shop does not say */
export class ShopCustomers {
  constructor(private readonly shop: ShopPlace) {}

  async byId(id: string): Promise<FoundCustomer | undefined> {
    const { status, body } = await askShop(this.shop, { method: 'GET', path: `/customers/${encodeURIComponent(id)}` });
    const customer = customerShape.safeParse(body);
    if (status >= 400) return undefined;
    if (!customer.success || customer.data.id !== id) throw new Transient('the shop tells of no customer, or another one');
    return customer.data;
  }

  /** One and no more: an address that two have proves neither. */
  async byEmail(email: string): Promise<FoundCustomer | undefined> {
    const { status, body } = await askShop(this.shop, { method: 'GET', path: `/customers?email=${encodeURIComponent(email)}` });
    if (status >= 400) return undefined;
    const list = listShape.safeParse(body);
    if (!list.success) throw new Transient('the shop tells of no customers');
    // A shop that ignores the parameter lists everybody.
    const own = list.data.items.filter((customer) => customer.email.toLowerCase() === email.toLowerCase());
    return own.length === 1 ? own[0] : undefined;
  }
}
