import { say } from '@deskhand/catalogue/reply.js';
import { findCall } from './find-call.js';
import { afterWrite, answer, call, fixed } from './parts.js';
import { answerFromPassages, nothingFound } from './plan-knowledge.js';
import { customerShape, sentToShape } from './shop-facts.js';
import { saidNo, saidYes, wishesOf } from './turn-facts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';

/** Passwords, addresses and numbers of the account. */
export const planAccount: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  const reset = findCall(calls, 'reset_password');
  if (reset) return tellReset(turn, reset);
  const updated = findCall(calls, 'update_account');
  if (updated) return tellUpdate(turn, updated);
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const wishes = wishesOf(turn);
  if (wishes.includes('change_email')) return changeEmail(turn);
  if (wishes.includes('change_phone')) return changePhone(turn);
  if (wishes.includes('reset_password')) return call('reset_password', {});
  if (lockedOut.test(turn.received.text)) return offerReset(turn);
  if (asksForDetails.test(turn.received.text)) return tellDetails(turn, calls);
  if (tookMoney.test(turn.received.text)) return nothingFound;
  return answerFromPassages(turn, turn.grounding.enough ? turn.grounding.passages : []) ?? (speaksOfAccount(turn) ? askWhat(turn) : nothingFound);
};

/** What to change in the account is no answer to who asks about a payment or a bill. */
function speaksOfAccount({ received, answered }: Turn): boolean {
  const { text } = received;
  if (answered) return true;
  const isBare = text.trim().split(/\s+/).length <= 4 && /\b(?:account|profile|settings?|e-?mail|phone)\b/i.test(text);
  return !aboutMoney.test(text) && (isBare || /\b(?:chang|updat|edit|modif|correct|reset|password|new (?:number|address|e-?mail|mail|phone))\w*/i.test(text));
}

/** Money was taken for nothing: a person looks into it, however much documents say about payments. */
const tookMoney = /\b(?:charged|deducted|debited|taken|money (?:is |was |got )?(?:gone|cut))\b.{0,60}\b(?:anyway|(?:order|purchase|payment)\b.{0,20}\b(?:not|isn'?t|wasn'?t|never|failed|didn'?t)|no order)\b|\b(?:error|failed|not (?:placed|confirmed))\b.{0,60}\b(?:charged|deducted|debited)\b/i;

const aboutMoney = /\b(?:pay(?:s|ing|ments?)?|paid|cards?|bills?|invoices?|receipts?|charg(?:e|es|ed|ing)|money|deduct\w*|cart|checkout|amount)\b/i;

const lockedOut = /\b(?:can(?:'?t|not)|could(?:n'?t| not)|unable to|won'?t let me|doesn'?t let me|trouble|problems?) .{0,15}\b(?:log|sign|get)(?:ging|ning|ting)?[ -]?(?:in|on|into)\b|\blocked out\b/i;

/** Who cannot sign in most often lacks the password: the link is offered before it is sent. */
function offerReset(turn: Turn): Step {
  return fixed('offer_reset', say(turn.catalogue.replies, 'account.offer_reset'), { intent: turn.intent.name, wish: 'reset_password', missing: 'confirmation', known: {} });
}

const asksForDetails = /\b(?:what|which|show|tell|see|check|look ?up)\b.*\b(?:e-?mail|address|phone|number|name|details|information|data|status)\b.*\b(?:account|profile|on file|have (?:for|of|about) me|registered)\b|\b(?:account|profile) (?:details|information|status)\b/i;
const emailToken = /<EMAIL_[0-9a-z_]+>/gi;
const phoneToken = /<PHONE_[0-9a-z_]+>/gi;

function changeEmail(turn: Turn): Step {
  const { replies } = turn.catalogue;
  const known = turn.answered?.known.email;
  if (saidYes(turn) && typeof known === 'string') return call('update_account', { email: known });
  // "From a to b": the new one comes last.
  const email = turn.received.text.match(emailToken)?.at(-1);
  if (!email) return askWhat(turn, 'change_email');
  const text = say(replies, 'account.confirm_update', { field: 'e-mail address', value: email });
  return fixed('confirm_update', text, { intent: turn.intent.name, wish: 'change_email', missing: 'confirmation', known: { email } });
}

function changePhone(turn: Turn): Step {
  const phone = turn.received.text.match(phoneToken)?.at(-1);
  return phone ? call('update_account', { phone }) : askWhat(turn, 'change_phone');
}

function askWhat(turn: Turn, wish = ''): Step {
  return fixed('ask_account', say(turn.catalogue.replies, 'account.ask_what'), { intent: turn.intent.name, wish, missing: 'what', known: {} });
}

function tellDetails(turn: Turn, calls: readonly DoneCall[]): Step {
  const found = findCall(calls, 'lookup_account');
  if (!found) return call('lookup_account', {});
  if (found.status !== 'succeeded') return fixed('account_not_found', say(turn.catalogue.replies, 'refusal.other'));
  const { name, email, status } = customerShape.parse(found.result);
  return answer('account_details', say(turn.catalogue.replies, 'account.details', { name, email, status }));
}

function tellReset(turn: Turn, reset: DoneCall): Step {
  const { replies } = turn.catalogue;
  const sentTo = sentToShape.safeParse(reset.result);
  // While it waits for a review nobody knows the masked address yet.
  const done = () => say(replies, 'account.reset_sent', { sentTo: sentTo.success ? sentTo.data.sentTo : 'the e-mail address on your account' });
  return afterWrite(turn, reset, done);
}

function tellUpdate(turn: Turn, updated: DoneCall): Step {
  const { replies } = turn.catalogue;
  const { email, phone } = updated.arguments;
  const field = email === undefined ? 'phone number' : 'e-mail address';
  return afterWrite(turn, updated, () => say(replies, 'account.updated', { field, value: String(email ?? phone) }));
}
