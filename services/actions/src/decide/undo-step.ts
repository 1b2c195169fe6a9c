import { say } from '@deskhand/catalogue/reply.js';
import { fixed } from './parts.js';
import { namedOrders } from './turn-facts.js';
import type { Step, Turn } from './turn.js';

const asksToUndo =
  /\b(?:undo|revert|reverse|un-?cancel|reinstate|restore)\b|\b(?:chang|put|switch|turn|set|tak)(?:e|ing)? (?:it|that|this|them|everything)(?: all)? back\b|\bchang(?:e|ing) back\b|\b(?:changed my mind|i take that back|didn'?t mean (?:that|to)|keep (?:it|the order) after all|don'?t cancel|do not cancel|want (?:it|the order) after all)\b|^\W*(?:actually|wait|oh|oops|sorry|hmm?)\b.{0,12}\b(?:no|don'?t|stop|wait)\b/i;
const mostWords = 12;
const reads = /^(?:lookup|track|check|search)_/;

/** "Actually no, change it back" right after something was done: what can still be done about it. Undefined where nothing was, or more is said. */
export function undoStep(turn: Turn): Step | undefined {
  const { received, catalogue, intent } = turn;
  const last = received.history.filter(({ from }) => from !== 'customer').at(-1);
  const done = last?.from === 'bot' ? last.toolResults.findLast(({ tool, status }) => status === 'succeeded' && !reads.test(String(tool))) : undefined;
  if (!done || turn.answered || namedOrders(turn).length > 0 || !asksToUndo.test(received.text) || received.text.split(/\s+/).length > mostWords) return undefined;
  const orderId = orderOf(done.arguments);
  if (done.tool === 'change_address' && orderId) {
    const owner = [...catalogue.intents.values()].find(({ tools }) => tools.includes('change_address')) ?? intent;
    const pending = { intent: owner.name, wish: 'change_address', missing: 'address', known: { orderId } } as const;
    return fixed('undo:change_address', say(catalogue.replies, 'change.ask_address', { orderId }), pending);
  }
  const words = done.tool === 'cancel_order' && orderId ? say(catalogue.replies, 'change.undo_cancelled', { orderId }) : say(catalogue.replies, 'change.undo');
  return fixed(`undo:${String(done.tool)}`, words, { intent: intent.name, wish: 'specialist', missing: 'confirmation', known: orderId ? { orderId } : {} });
}

function orderOf(args: unknown): string | undefined {
  const orderId = typeof args === 'object' && args !== null && 'orderId' in args ? args.orderId : undefined;
  return typeof orderId === 'string' ? orderId : undefined;
}
