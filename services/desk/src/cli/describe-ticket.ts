import type { Terminal } from './terminal.js';
import type { Approval, Ticket } from './ticket.js';

/** A ticket as `show` and `send` print it. */
export function describeTicket(ticket: Ticket, { style }: Pick<Terminal, 'style'>): string {
  const { ticketId, conversationId, source, sourceId, channel, state, turn, authenticated, intent, sentiment, priority, lane } = ticket;
  const facts: [string, string][] = [
    ['state', style('bold', state)],
    ['from', `${source} ${sourceId} (${channel}), conversation ${conversationId}, turn ${turn}${lane === 'stable' ? '' : `, lane ${lane}`}`],
    ['customer', authenticated ? 'authenticated' : 'not authenticated'],
    ['intent', intent ? `${intent.name} (${percent(intent.confidence)}), ${sentiment ?? 'no sentiment'}, priority ${priority ?? '-'}` : 'not known yet'],
    ['entities', Object.entries(ticket.entities ?? {}).map(([kind, values]) => `${kind} ${[values].flat().join(', ')}`).join('; ')],
    ['actions', ticket.actions.map(({ tool, status }) => `${tool} ${status}`).join(', ')],
    ['waits for', ticket.approvals.filter(({ status: word }) => word === 'pending').map(describeApproval).join(`\n${' '.repeat(15)}`)],
    ['handed over', describeHandOver(ticket)],
  ];
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(13)}${value}`);
  return [style('bold', ticketId), ...lines, '', ...ticket.messages.map((message) => describeMessage(message, style)), ...sources(ticket)].join('\n');
}

export function describeApproval({ approvalId, kind, action, neededApprovals, decisions = [], expiresAt }: Approval): string {
  const what = action ? `${action.tool} ${JSON.stringify(action.arguments)}` : 'the drafted reply';
  return `${approvalId} (${kind}): ${what}; ${decisions.length} of ${neededApprovals} approvals, expires ${expiresAt}`;
}

export function describeMessage({ from, text, at }: Ticket['messages'][number], style: Terminal['style']): string {
  const who = style(from === 'customer' ? 'cyan' : from === 'bot' ? 'green' : 'magenta', from);
  return `${who} ${style('dim', at)}\n${text.split('\n').map((line) => `  ${line}`).join('\n')}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.995 || share < 0.1 ? 1 : 0)} %`;
}

function describeHandOver({ escalation }: Ticket): string {
  return escalation ? `${escalation.code} (${escalation.level}) to ${escalation.queue}: ${escalation.reason}` : '';
}

function sources({ reply }: Ticket): string[] {
  return (reply?.citations ?? []).map(({ title, section }) => `  source: ${title}${section ? ` › ${section}` : ''}`);
}
