import { findPersonalData } from '@deskhand/ingestion/decide/find-personal-data.js';
import { replaceSpans } from '@deskhand/ingestion/decide/replace-spans.js';
import type { Ticket } from './ticket.js';

/** A question with the answer that a person gave, as a document. */
export interface LearntDocument {
  readonly id: string;
  readonly title: string;
  readonly category: 'resolved_tickets';
  readonly priority: 'medium';
  readonly source: string;
  readonly text: string;
}

const hourMs = 3_600_000;
const longestTitle = 120;
const shortestAnswer = 40;

/** What a ticket teaches everybody, or why it teaches nothing. What is about one customer (an order, an amount, a person) stays theirs. */
export function learnFromTicket({ ticketId, state, messages, actions, entities }: Pick<Ticket, 'ticketId' | 'state' | 'messages' | 'actions' | 'entities'>, now: Date, quietHours: number): LearntDocument | string {
  const answer = messages.findLast(({ from }) => from === 'human');
  const asked = answer && messages.slice(0, messages.indexOf(answer)).findLast(({ from }) => from === 'customer');
  if ((state !== 'resolved' && state !== 'closed') || !answer || !asked) return 'no person has answered and resolved it';
  if (now.getTime() - new Date(messages.at(-1)!.at).getTime() < quietHours * hourMs) return `less than ${quietHours} hours have passed since its last message`;
  if (messages.at(-1) !== answer) return 'the customer had something to say after the answer';
  if (actions.length > 0 || (entities?.['orderId'] ?? []).length > 0) return 'it is about an order or an account of one customer';
  const said = withoutGreeting(answer.text);
  if (said.length < shortestAnswer) return 'the answer is too short to stand alone';
  if (findPersonalData(said, { orderNumbers: [] }).length > 0 || /\d{5,}/.test(said)) return 'the answer names a person, an address or a number of theirs';
  const question = replaceSpans(asked.text, findPersonalData(asked.text, { orderNumbers: [] }), () => '…').replace(/\d{5,}/g, '…').replace(/\s+/g, ' ').trim();
  const title = question.length > longestTitle ? `${question.slice(0, question.lastIndexOf(' ', longestTitle))} …` : question;
  return { id: `resolved/${ticketId}`, title, category: 'resolved_tickets', priority: 'medium', source: `ticket ${ticketId}`, text: said };
}

/** "Hi Ada," and "Best regards, Mira" are for one customer. */
function withoutGreeting(text: string): string {
  return text
    .replace(/^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^\n,.!]{0,40}[,.!]\s*/i, '')
    .replace(/\n\s*(?:best(?: regards| wishes)?|kind regards|regards|cheers|thanks|sincerely|yours)\b[^]{0,80}$/i, '')
    .trim();
}
