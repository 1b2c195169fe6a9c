import type { Ticket } from '../../cli/ticket.js';
import type { Expectation } from './customer-script.js';

/** What is not as expected, a sentence each; nothing when all facts are. */
export function checkFacts(ticket: Ticket, expected: Expectation): string[] {
  const { state, intent, code, tool = [], noTool = [], amount, cites = [], says = [], never = [] } = expected;
  const reply = ticket.reply?.text.toLowerCase() ?? '';
  const done = ticket.actions.filter(({ status }) => status === 'succeeded' || status === 'awaiting_approval');
  return [
    ...unlike('state', state, ticket.state),
    ...unlike('intent', intent, ticket.intent?.name ?? 'none'),
    ...unlike('escalation', code, ticket.escalation?.code ?? 'none'),
    ...tool.filter((name) => !done.some((action) => action.tool === name)).map((name) => `${name} was not carried out (${toldActions(ticket)})`),
    ...noTool.filter((name) => done.some((action) => action.tool === name)).map((name) => `${name} was carried out`),
    ...(amount === undefined || amounts(done).includes(amount) ? [] : [`the amount is ${amounts(done).join(', ') || 'none'}, not ${amount}`]),
    ...cites.filter((title) => !ticket.reply?.citations.some((cited) => `${cited.title} ${cited.documentId}`.toLowerCase().includes(title.toLowerCase()))).map((title) => `"${title}" is not cited (${ticket.reply?.citations.map((cited) => cited.title).join(', ') || 'nothing is'})`),
    ...says.filter((words) => !reply.includes(words.toLowerCase())).map((words) => `the reply does not say "${words}"`),
    ...never.filter((words) => reply.includes(words.toLowerCase())).map((words) => `the reply says "${words}"`),
  ];
}

function unlike(name: string, allowed: string[] | undefined, found: string): string[] {
  return !allowed || allowed.includes(found) ? [] : [`${name} is ${found}, not ${allowed.join(' or ')}`];
}

function amounts(actions: Ticket['actions']): string[] {
  return actions.flatMap(({ arguments: given }) => {
    const amount = given?.['amount'];
    const value = typeof amount === 'object' && amount !== null && 'value' in amount ? amount.value : amount;
    return value === undefined || value === null ? [] : [String(value)];
  });
}

function toldActions({ actions }: Ticket): string {
  return actions.map(({ tool, status }) => `${tool} ${status}`).join(', ') || 'nothing was';
}
