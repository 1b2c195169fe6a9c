const notYetOrdered = /\b(?:if|when|once|after) (?:i|we) (?:will |would |want to )?(?:order|place|buy|book|purchase|pay)\b|\bbefore (?:i|we) (?:order|buy)\b/i;
const duringTrouble = /\b(?:lock ?down|quarantine|curfew|covid|corona\w*|pandemic|holidays?|strike)\b/i;
const ofTheShop = /\b(?:deliver(?:y|ies)|shipping|shipment) (?:times?|dates?|charges?|costs?|fees?|periods?|durations?|options?|polic\w+|areas?)\b|\b(?:do|are|will|can|is|does) (?:you|u|they|\w+) (?:guys )?(?:still |currently |now )?(?:deliver(?:ing)?|ship(?:ping)?|providing delivery)\b|\b(?:are|is) (?:the )?deliver(?:y|ies) (?:happening|available|possible|open|working)\b/i;
const ofAnOrder = /\b(?:my|our|the|this|that) (?:order|orders|package|parcel|delivery|shipment|item|items|stuff|products?)\b|\b(?:placed|had ordered|have ordered|i ordered|i bought|haven'?t|hasn'?t|it)\b/i;

/** About delivery as such: nothing has been ordered yet. */
export function isOfNoOrder(text: string): boolean {
  return notYetOrdered.test(text) || ((ofTheShop.test(text) || duringTrouble.test(text)) && !ofAnOrder.test(text));
}
