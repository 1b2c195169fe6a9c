import { say } from '@deskhand/catalogue/reply.js';
import { fixed } from './parts.js';
import { planAddress } from './plan-address.js';
import { planCancel } from './plan-cancel.js';
import { planItems } from './plan-items.js';
import { planPayment } from './plan-payment.js';
import { resolveOrder } from './resolve-order.js';
import { saidNo, wishesOf } from './turn-facts.js';
import type { Plan } from './turn.js';

const plans: Readonly<Record<string, Plan>> = {
  cancel: planCancel,
  change_address: planAddress,
  change_payment: planPayment,
  return: planItems('return'),
  exchange: planItems('exchange'),
  change_items: planItems('change_items'),
};

const wantsItOff = /\bcancel\w*\b|\bcall (?:it|that|the order) off\b|\b(?:scrap|void|abort) (?:it|that|this|the|my|order)\b|\b(?:don'?t|do not|no longer) (?:need|want) (?:it|this|that|the order|my order|order \S+|#?[A-Z]?\d{5,8})(?: any ?more| any longer| after all|\W*$)/i;

/** A change that no wish names is asked back before it is made: a guess is good enough for a question. */
function likelyChange(text: string): Plan | undefined {
  if (wantsItOff.test(text)) return planCancel;
  if (/\b(?:pay(?:ment|ing)?|card|visa|mastercard|paypal|billing method)\b/i.test(text)) return planPayment;
  if (/\b(?:deliver|ship|send|bring|redirect|re-?route)\w*\b.{0,30}\bto\b.{0,30}\b(?:office|work(?:place)?|home|house|flat|place|neighbou?r|address|instead|pick-?up)\b/i.test(text)) return planAddress;
  return /\b(?:size|colou?r|variant|version|swap|instead of|different one|wrong (?:size|colou?r))\b/i.test(text) ? planItems('change_items') : undefined;
}

/** Fewer of them, or more: no tool does that. */
const wantsOtherItems = /\b(?:remove|drop|leave out|take (?:\w+ ){1,3}(?:off|out)|take (?:off|out)|add|without the|only (?:keep|want|need)|don'?t (?:need|want) (?:the|both|two)|one more|one less|instead of (?:one|two|three|\d)|quantity)\b/i;

/** The wishes that change an order. */
export const changeWishes = Object.keys(plans);

/** Change my order: the first change asked for; without one, which change it should be. */
export const planOrderChange: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  // A question that was answered goes on, whatever else the answer sounds like.
  const wishes = [turn.answered?.wish ?? '', ...wishesOf(turn)];
  const plan = wishes.map((wish) => (Object.hasOwn(plans, wish) ? plans[wish] : undefined)).find(Boolean);
  if (plan) return plan(turn, calls);
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const likely = likelyChange(turn.received.text);
  if (likely) return likely(turn, calls);
  const resolved = resolveOrder(turn, calls, { wish: '', known: {}, fits: ({ status }) => status === 'pending' });
  if ('step' in resolved) return resolved.step;
  const { order } = resolved;
  if (wantsOtherItems.test(turn.received.text)) {
    const offer = { intent: turn.intent.name, wish: 'specialist', missing: 'confirmation', known: {} } as const;
    return fixed('no_other_items', say(replies, 'change.no_other_items', { orderId: order.id }), offer);
  }
  const pending = { intent: turn.intent.name, wish: '', missing: 'what', known: { orderId: order.id } } as const;
  return fixed('ask_change', say(replies, 'change.ask_what', { orderId: order.id }), pending);
};
