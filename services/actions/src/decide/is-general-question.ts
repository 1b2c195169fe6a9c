import { isOfNoOrder } from './is-of-no-order.js';

const own = /\b(?:my|our)\s+(?:\w+\s+)?(?:order|orders|package|packages|parcel|parcels|delivery|deliveries|shipments?|refunds?|bills?|invoices?|reimbursement|money|account|password|item|items|purchase|tracking|payment|address|e-?mail|phone|name|subscription|stuff|things?)\b|\bwhere(?:'s| is| are)\s+(?:my|the|it)\b|\b(?:i|we)\s+(?:ordered|bought|purchased|paid|received|got|returned|was charged|need (?:a|my|to)|want (?:a|my|to|you))\b|\brefund me\b|\b(?:this|that|the) order\b/i;
const asks = /\?|^(?:\W*(?:hi|hello|hey|good (?:morning|day|evening))\W+)?(?:what|how|when|where|which|who|why|do|does|can|could|may|is|are|will|would|tell me|explain|i(?:'d| would)? (?:like|want) to know)\b/i;
const howTo = /\b(?:how (?:do|can|could|would|should|to|does|long|much|many)|what (?:is|are|'s)|what's|is it possible|is there|do you|does the|can (?:i|you|one|we)|where (?:do|can) i|policy|policies)\b/i;
const howItIsDone =
  /\b(?:how|where) (?:do|can|could|would|should|might|to|must) (?:i|we|one|you|it|they)\b|\bhow (?:to|i (?:can|could|should|would))\b|\bwhere (?:to|i (?:can|could|should))\b|\bwhat (?:do|should|must|can|shall) (?:i|we) (?:have to |need to )?do\b|\b(?:if|whether) (?:i|we|one) (?:can|could|may|am able)\b|\bis it possible\b/i;
const aboutTerms =
  /\b(?:see|check|know|find|get|show|view|read|information|info|help|explain|tell me|what|your|the|ask)\b.*\b(?:polic(?:y|ies)|fees?|penalt(?:y|ies)|rules|conditions|terms|options|methods|guarantee)\b/i;

/**
 * A question about how the shop does things, which documents answer for anybody: "What is your return policy?" yes, "Where is my refund?" no.
 * `ordersNamed`: a message that names an order is about that order.
 */
export function isGeneralQuestion(text: string, ordersNamed: boolean): boolean {
  if (ordersNamed) return false;
  if (howItIsDone.test(text) || aboutTerms.test(text) || isOfNoOrder(text)) return true;
  if (!asks.test(text.trim())) return false;
  if (/\b(?:what|how|which|tell me|explain|know|about)\b.*\b(?:policy|policies|rules?|conditions|terms)\b/i.test(text)) return true;
  if (/^\W*(?:how (?:do|can|could|would|should) (?:i|we|one|you)|how to)\b/i.test(text.trim())) return true;
  return howTo.test(text) && !own.test(text);
}
