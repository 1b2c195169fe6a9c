import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { say } from '@deskhand/catalogue/reply.js';
import type { EscalationCode } from '@deskhand/contracts/words.js';
import { findCall } from './find-call.js';
import { callsInFocus, focusTurn } from './focus-turn.js';
import { generalQuestionOf } from './general-question-of.js';
import { isOfNoOrder } from './is-of-no-order.js';
import { isTechnicalTrouble } from './is-technical-trouble.js';
import { misreadOrderNumber } from './misread-order-number.js';
import { ordersOfWish } from './orders-of-wish.js';
import { call, fixed, refused, verify } from './parts.js';
import { planAccount } from './plan-account.js';
import { planComplaint } from './plan-complaint.js';
import { answerFromPassages, certain, nothingFound, passagesIn, planKnowledge } from './plan-knowledge.js';
import { changeWishes, planOrderChange } from './plan-order-change.js';
import { planOrderStatus } from './plan-order-status.js';
import { planProduct } from './plan-product.js';
import { planRefund } from './plan-refund.js';
import { planSmallTalk } from './plan-small-talk.js';
import { questionsOf } from './questions-of.js';
import { speaksForAnother } from './speaks-for-another.js';
import { dropsIt, namedOrders, saidYes, wishesOf } from './turn-facts.js';
import type { Call, DoneCall, Part, Plan, Step, Turn } from './turn.js';
import { undoStep } from './undo-step.js';
import { varyQuestion } from './vary-question.js';
import { toldBy } from './weave-draft.js';

/** What a turn comes to: a call to make, the parts of the reply, or a person. */
export type TurnStep =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'reply'; readonly parts: readonly Part[] }
  | { readonly kind: 'escalate'; readonly code: EscalationCode; readonly reason: string; readonly parts: readonly Part[] };

/** Which plan serves an intent is read off its tools, so that a new intent needs no code. First match wins. */
const planOfTool: readonly (readonly [ToolName, Plan])[] = [
  ['process_refund', planRefund],
  ['cancel_order', planOrderChange],
  ['reset_password', planAccount],
  ['track_shipment', planOrderStatus],
  ['search_products', planProduct],
  ['create_ticket', planComplaint],
];

interface Serving {
  readonly intent: IntentPolicy;
  readonly plan: Plan;
}

/** Decides the next step of a turn from what was called so far. The same facts always give the same step. */
export function planTurn(turn: Turn, calls: readonly DoneCall[]): TurnStep {
  return varyQuestion(turn, planStep(turn, calls));
}

function planStep(turn: Turn, calls: readonly DoneCall[]): TurnStep {
  const broken = calls.find(({ status }) => status === 'failed' || status === 'unknown');
  if (broken) return failed(broken);
  if (turn.answered?.wish === 'specialist' && saidYes(turn)) {
    return { kind: 'escalate', code: 'asked_for_human', reason: 'The customer took the offer of a specialist.', parts: [] };
  }
  if (turn.answered?.wish === 'specialist' && turn.answered.known.misses === true && foundNothing.test(turn.received.text)) {
    return { kind: 'escalate', code: 'asked_for_human', reason: 'The customer looked, and the parcel is not there.', parts: [] };
  }
  if (turn.answered && dropsIt(turn)) return reply([fixed('left_alone', say(turn.catalogue.replies, 'change.left_alone'))]);
  if (turn.classified.smallTalk && !turn.answered) return reply([planSmallTalk(turn, calls)]);
  if (leavesAlone(turn)) return reply([fixed('left_alone', say(turn.catalogue.replies, 'change.left_alone'))]);
  const undone = undoStep(turn);
  if (undone) return reply([undone]);
  if (isOfAnother(turn)) return reply([fixed('other_account', say(turn.catalogue.replies, 'identity.other_account'))]);
  const answers = answerEach(turn, calls);
  if (answers) return answers;
  const steps: Step[] = [];
  for (const [index, { intent, plan }] of servings(turn).entries()) {
    for (const focused of focusTurn({ ...turn, intent }, plan)) {
      const step = serve(focused, callsInFocus(focused, calls), plan, index === 0);
      if (step.kind === 'call') return step;
      steps.push(step);
    }
  }
  return reply(steps);
}

/** "Don't cancel 22002", and nothing else. */
function leavesAlone({ classified, received, answered }: Turn): boolean {
  const asksNothing = !answered && classified.wishes.length === 0 && classified.otherIntents.length === 0 && !received.text.includes('?');
  return asksNothing && /^\W*(?:(?:please|ok|no|actually|wait|sorry|and|but)\W+)*(?:i )?(?:do not|don'?t|dont) (?:want (?:you )?to )?(?:cancel|refund|change|return|exchange|send|touch)\b/i.test(received.text);
}

/** An order that is named is looked up: whose it is, the shop says. */
function isOfAnother(turn: Turn): boolean {
  return !turn.answered && turn.classified.wishes.length === 0 && namedOrders(turn).length === 0 && speaksForAnother(turn.received.text);
}

/** Said to "please look in your mailbox first": the offer that came with it is taken. */
const foundNothing = /\bnothing\b|\b(?:not|isn'?t|nowhere) (?:there|here|to be found)\b|\b(?:looked|checked|asked)\b/i;

/** The intents a turn's tools may come from. */
export function servedIntents(turn: Turn): IntentPolicy[] {
  return servings(turn).map(({ intent }) => intent);
}

/** Several questions about how the shop does things: each gets its own search and answer. Undefined where not all of them have one. */
function answerEach(turn: Turn, calls: readonly DoneCall[]): TurnStep | undefined {
  const queries = turn.answered || namedOrders(turn).length > 0 ? [] : questionsOf(turn.received.text);
  // "How do I return it" asks for no return, "can I return it" may.
  if (turn.classified.wishes.length > 0 && !queries.every((query) => /\bhow\b/i.test(query))) return undefined;
  const steps: Step[] = [];
  for (const query of queries) {
    const step = answerSentence(turn, query, calls);
    if (step?.kind === 'call') return step;
    if (!step) return undefined;
    steps.push(step);
  }
  return steps.length > 0 ? reply(steps) : undefined;
}

/** A sentence that is a question of its own: searched for by its own words. Null where documents say nothing to it. */
function answerSentence(turn: Turn, sentence: string, calls: readonly DoneCall[], besides: Turn['grounding']['passages'] = []): Step | null {
  const query = sentence.slice(0, 500);
  const found = findCall(calls, 'search_knowledge_base', { query });
  if (!found) return call('search_knowledge_base', { query });
  return answerFromPassages({ ...turn, received: { ...turn.received, text: query } }, [...passagesIn(found), ...besides]);
}

function failed({ tool, status }: DoneCall): TurnStep {
  const code = status === 'unknown' ? 'effect_unknown' : 'tool_failed';
  const reason = status === 'unknown' ? `Whether ${tool} took effect is not known.` : `The shop did not answer ${tool}.`;
  return { kind: 'escalate', code, reason, parts: [] };
}

function serve(turn: Turn, calls: readonly DoneCall[], plan: Plan, isMain: boolean): Step {
  // A complaint opens a case of its own.
  if (isMain && plan !== planComplaint && isTechnicalTrouble(turn)) return answerFromPassages(turn, groundsOf(turn)) ?? nothingFound;
  const misread = isMain && !turn.answered ? misreadOrderNumber(turn) : undefined;
  if (misread !== undefined) return askForNumber(turn, misread);
  if (!turn.intent.requires_auth) return plan(turn, calls);
  const told = turn.answered ? undefined : tellAnybody(turn, calls, plan, isMain);
  if (told) return told;
  if (turn.received.authenticated) return plan(turn, calls);
  const [orderId] = namedOrders(turn);
  const besides = isMain && orderId === undefined && wishesOf(turn).length === 0 ? answerBesides(turn) : null;
  return besides ?? verify(turn, wishesOf(turn)[0] ?? '', orderId === undefined ? {} : { orderId });
}

/** What documents certainly say to it is said to anybody; who it is, is asked in the same breath. */
function answerBesides(turn: Turn): Step | null {
  const told = answerFromPassages(turn, groundsOf(turn).filter(({ score }) => score >= certain));
  const asked = verify(turn, '');
  if (turn.answered || turn.received.code || told?.kind !== 'say' || asked.kind !== 'say') return null;
  const text = `${told.part.text}\n\n${say(turn.catalogue.replies, 'identity.verify_besides')}`;
  return { kind: 'say', part: { ...told.part, text, ...(asked.part.pending && { pending: asked.part.pending }) } };
}

/** A number that is no order's by the shop's pattern is not looked up. Who it is comes first: of nobody's account is anything said. */
function askForNumber(turn: Turn, orderId: string): Step {
  const intent = turn.intent.tools.includes('lookup_order') ? turn.intent : (statusIntent(turn) ?? turn.intent);
  const about = { ...turn, intent };
  if (!turn.received.authenticated) return verify(about, wishesOf(turn)[0] ?? '');
  return refused(about, { code: 'not_found', words: say(turn.catalogue.replies, 'order.not_found', { orderId }) });
}

function groundsOf({ grounding }: Turn): Turn['grounding']['passages'] {
  return grounding.enough ? grounding.passages : [];
}

/** What documents say to it, if they do: to a question about how things are done; and while nobody knows who asks, to trouble with an account. */
function tellAnybody(turn: Turn, calls: readonly DoneCall[], plan: Plan, isMain: boolean): Step | undefined {
  const question = generalQuestionOf(turn, isMain);
  // Where documents are silent the question stays one: it becomes no wish for the order of another sentence.
  if (question !== undefined && (!isMain || namedOrders(turn).length > 0)) return answerSentence(turn, question, calls, groundsOf(turn)) ?? nothingFound;
  const isTrouble = (plan === planAccount || asksForWarranty(turn)) && !turn.received.authenticated && isMain && namedOrders(turn).length === 0;
  if (question === undefined && !isTrouble) return undefined;
  // Where nothing has been ordered there is no order to ask for.
  return answerFromPassages(turn, groundsOf(turn)) ?? (isOfNoOrder(turn.received.text) ? nothingFound : undefined);
}

/** "The zip broke after eight months, is it covered?" is answered by documents. */
function asksForWarranty({ classified, received }: Turn): boolean {
  return classified.wishes.length === 0 && /\b(?:warrant\w+|guarantee\w*|covered|after (?:\w+ ){0,3}(?:weeks|months?|years?))\b/i.test(received.text);
}

function servings(turn: Turn): Serving[] {
  const { catalogue, classified, answered, intent } = turn;
  const main = (answered && findIntent(catalogue, answered.intent)) ?? intent;
  // An answer to a question is about that question alone.
  const others = answered ? [] : classified.otherIntents.flatMap((name) => findIntent(catalogue, name) ?? []);
  const wished = answered ? [] : wishesOf(turn).flatMap((wish) => intentOfWish(turn, wish) ?? []);
  const all = [main, ...others, ...wished, ...besideOrder(turn, main)].map((each) => ({ intent: each, plan: planOf(each) }));
  const distinct = all.filter((each, index) => all.findIndex(({ plan }) => plan === each.plan) === index);
  return distinct.filter(({ plan }) => !isCovered(plan, distinct, turn)).slice(0, 3);
}

/** "I was charged twice for 20004": an order that is named is looked at, whatever the message is about. */
function besideOrder(turn: Turn, main: IntentPolicy): IntentPolicy[] {
  if (turn.answered || namedOrders(turn).length === 0) return [];
  const isOpen = main.tools.includes('lookup_order') ? generalQuestionOf({ ...turn, intent: main }, true) !== undefined : turn.received.authenticated;
  return isOpen ? [statusIntent(turn) ?? []].flat() : [];
}

function statusIntent({ catalogue }: Turn): IntentPolicy | undefined {
  return [...catalogue.intents.values()].find(({ tools }) => tools.includes('track_shipment'));
}

function planOf(intent: IntentPolicy): Plan {
  return planOfTool.find(([tool]) => intent.tools.includes(tool))?.[1] ?? planKnowledge;
}

function intentOfWish({ catalogue }: Turn, wish: string): IntentPolicy | undefined {
  const tool: ToolName | undefined =
    wish === 'refund' ? 'process_refund' : changeWishes.includes(wish) ? 'cancel_order' : wish ? 'reset_password' : undefined;
  return tool && [...catalogue.intents.values()].find(({ tools }) => tools.includes(tool));
}

/** Who wants money back by cancelling or returning wants one thing, not two; and where the order is, is not asked by wanting it changed. */
function isCovered(plan: Plan, all: readonly Serving[], turn: Turn): boolean {
  const { wishes } = turn.classified;
  const has = (other: Plan) => all.some((each) => each.plan === other);
  if (plan === planOrderChange && has(planRefund) && wishes.includes('refund')) {
    return wishes.every((wish) => !changeWishes.includes(wish) || ((wish === 'cancel' || wish === 'return') && isOfOneOrder(turn, wish)));
  }
  // "I want to return it" asks for a return, which ends in its own refund.
  const sendsBack = wishes.includes('return') || wishes.includes('exchange');
  if (plan === planRefund && has(planOrderChange) && sendsBack && !wishes.includes('refund')) return true;
  return plan === planKnowledge && all.length > 1 && all[0]?.plan !== planKnowledge;
}

/** "Refund 20001 and return the boots from 20021" is about two. */
function isOfOneOrder(turn: Turn, wish: string): boolean {
  const orderIds = namedOrders(turn);
  const refunded = ordersOfWish(turn.received.text, 'refund', orderIds);
  return orderIds.length < 2 || ordersOfWish(turn.received.text, wish, orderIds).some((orderId) => refunded.includes(orderId));
}

/** Where a person takes over nothing more is asked. */
function withoutQuestion(part: Part): Part {
  if (!part.pending) return part;
  const { pending: _, ...rest } = part;
  return { ...rest, text: toldBy(part.text) || part.text };
}

function reply(steps: readonly Step[]): TurnStep {
  const said = steps.flatMap((step) => (step.kind === 'call' ? [] : (step.part ?? [])));
  // Two intents may come to the same answer.
  const parts = said.filter(({ text }, index) => said.findIndex((part) => part.text === text) === index);
  const [main] = steps;
  const stop = steps.find((step) => step.kind === 'escalate' && (step === main || step.code !== 'no_grounding'));
  return stop?.kind === 'escalate' ? { kind: 'escalate', code: stop.code, reason: stop.reason, parts: parts.map(withoutQuestion) } : { kind: 'reply', parts };
}
