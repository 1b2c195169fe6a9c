import type { Ticket } from '../../cli/ticket.js';
import { checkFacts } from './check-facts.js';
import type { CustomerScript } from './customer-script.js';

/** `answered`: with no human, by the facts that were expected. `wrong`: with no human, and not by them. `escalated`: a human has it, or must agree. */
export type Ending = 'answered' | 'escalated' | 'wrong';

export interface CustomerResult {
  name: string;
  place: string;
  ending: Ending;
  passed: boolean;
  faults: string[];
  intent: string;
  confidence: number;
  code: string | null;
  ticketId: string;
  talk: { from: string; text: string }[];
}

const withHumans = ['awaiting_approval', 'escalated', 'assigned'];

/** What became of a scripted customer. `turns` is the ticket as it was after each message. */
export function judgeCustomer(script: CustomerScript, turns: readonly Ticket[]): CustomerResult {
  const last = turns.at(-1)!;
  const faults = script.messages.flatMap(({ expect }, at) => (expect ? checkFacts(turns[at]!, expect).map((fault) => `message ${at + 1}: ${fault}`) : []));
  faults.push(...checkFacts(last, script.expect));
  const ending = withHumans.includes(last.state) ? 'escalated' : faults.length === 0 ? 'answered' : 'wrong';
  return {
    name: script.name,
    place: script.place,
    ending,
    passed: faults.length === 0,
    faults,
    intent: last.intent?.name ?? 'none',
    // A desk is as sure of a conversation as of its least sure turn.
    confidence: Math.min(...turns.map(({ intent }) => intent?.confidence ?? 0)),
    code: last.escalation?.code ?? null,
    ticketId: last.ticketId,
    talk: last.messages.map(({ from, text }) => ({ from, text })),
  };
}
