/** What a clause talks of, by the wishes of the classifier's list; `status`: where it is. */
export const wishVerbs: Readonly<Record<string, RegExp>> = {
  refund: /\b(?:refund\w*|money back|reimburse\w*|credit\w*)\b/i,
  cancel: /\b(?:cancel\w*|cancle|stop|call off|undo)\b/i,
  return: /\b(?:return\w*|send(?:ing)? (?:\w+ )?back|give (?:\w+ )?back)\b/i,
  exchange: /\b(?:exchang\w*|swap\w*|replac\w*)\b/i,
  change_address: /\b(?:address|deliver (?:it )?to|ship (?:it )?to|send (?:it )?to)\b/i,
  change_payment: /\b(?:pay\w*|card)\b/i,
  change_items: /\b(?:size|colou?r|items?|swap\w*|switch\w*)\b/i,
  status: /\b(?:where(?:'?s)?|track\w*|status|arriv\w*|deliver(?:ed|y)|late|shipped|when|eta|coming|here yet)\b/i,
};
