import { wishVerbs as verbs } from './wish-verbs.js';

/** Where one wish ends and the next may begin. A dot, comma or colon inside a number ends nothing. */
const breaks = /[.!?;,:]+(?=\s|$)|\n+|\s+(?:and|but|then|plus|while|also)\s+/i;

/**
 * The orders that a wish is about, of those a message names: in "cancel 20009 and where is 12345?" each wish has one. A clause that names
 * no wish goes on with the one before ("refund 20021 and 20002"). All of them when no clause tells.
 */
export function ordersOfWish(text: string, wish: string, orderIds: readonly string[]): string[] {
  const verb = verbs[wish || 'status'];
  if (orderIds.length < 2 || !verb) return [...orderIds];
  let isMeant = false;
  const meant = new Set<string>();
  for (const clause of text.split(breaks)) {
    if (Object.values(verbs).some((each) => each.test(clause))) isMeant = verb.test(clause);
    if (isMeant) for (const orderId of orderIds) if (clause.includes(orderId)) meant.add(orderId);
  }
  return meant.size > 0 ? orderIds.filter((orderId) => meant.has(orderId)) : [...orderIds];
}
