/** Where one wish ends and the next may begin. A dot, comma or colon inside a number ends nothing. */
const breaks = /[.!?;,:]+(?=\s|$)|\n+|\s+(?:and|but|then|plus|while|also)\s+/i;

/** What a clause talks of, by the wishes of the classifier's list; `status`: where it is. */
const verbs: Readonly<Record<string, RegExp>> = {
  refund: /\b(?:refund\w*|money back|reimburse\w*|credit\w*)\b/i,
  cancel: /\b(?:cancel\w*|cancle|stop|call off|undo)\b/i,
  return: /\b(?:return\w*|send(?:ing)? (?:\w+ )?back|give (?:\w+ )?back)\b/i,
  exchange: /\b(?:exchang\w*|swap\w*|replac\w*)\b/i,
  change_address: /\b(?:address|deliver (?:it )?to|ship (?:it )?to|send (?:it )?to)\b/i,
  change_payment: /\b(?:pay\w*|card)\b/i,
  change_items: /\b(?:size|colou?r|items?|swap\w*|switch\w*)\b/i,
  status: /\b(?:where(?:'?s)?|track\w*|status|arriv\w*|deliver(?:ed|y)|late|shipped|when|eta|coming|here yet)\b/i,
};

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
