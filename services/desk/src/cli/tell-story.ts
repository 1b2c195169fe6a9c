import { clip } from './clip.js';
import { percent } from './describe-ticket.js';
import type { Terminal } from './terminal.js';
import type { Action, Approval, Ticket } from './ticket.js';

/** A ticket as a story: what was asked, what was understood, found and done, who decided, what was said. */
export function tellStory(ticket: Ticket, { style }: Pick<Terminal, 'style'>): string {
  const chapters: [string, string[]][] = [
    ['What was said', ticket.messages.map(({ from, at, text }) => `${at.slice(11, 19)} ${from}: “${clip(text, 400)}”`)],
    ['What was understood', understood(ticket)],
    ['What was looked up', (ticket.explanation?.documents ?? []).map(({ title, section, score, version }) => `${title}${section ? ` › ${section}` : ''} (score ${score?.toFixed(2) ?? '-'}, version ${version ?? '-'})`)],
    ['What was done', ticket.actions.map(describeAction)],
    ['What people decided', [...ticket.approvals.map(describeDecision), ...(ticket.explanation?.overrides ?? []).map(describeOverride)]],
    ['Why a human', handOver(ticket)],
    ['Rules that fired', ticket.explanation?.rules ?? []],
    ['Guardrails that held', ticket.explanation?.guardrails ?? []],
    ['How it went', ticket.timeline.map(({ at, summary }) => `${at.slice(11, 23)} ${summary}`)],
    ['Made with', Object.entries(ticket.explanation?.versions ?? {}).flatMap(([part, version]) => (version ? `${part} ${version}` : []))],
    ['Signed as', signedAs(ticket)],
  ];
  const head = `${style('bold', ticket.ticketId)} came from ${ticket.source} (${ticket.sourceId}) and is ${style('bold', ticket.state.replaceAll('_', ' '))}${ticket.reply ? `; the last word to the customer is ${ticket.reply.by === 'bot' ? "the bot's" : `${ticket.reply.by}'s`}` : ''}.`;
  const told = chapters.filter(([, lines]) => lines.length > 0);
  return [head, ...told.flatMap(([title, lines]) => ['', style('bold', title), ...lines.map((line) => `  ${line}`)])].join('\n');
}

function signedAs({ explanation }: Ticket): string[] {
  const manifest = explanation?.manifest;
  return manifest ? [`manifest ${manifest.n} of the conversation, ${manifest.sha256} (--manifest writes them all)`] : [];
}

function understood({ intent, sentiment, priority, entities, authenticated }: Ticket): string[] {
  if (!intent) return [];
  const others = intent.candidates.filter((candidate) => candidate.intent !== intent.name && candidate.confidence >= 0.01).slice(0, 2);
  const next = others.map((other) => `${other.intent} ${percent(other.confidence)}`).join(', ');
  const found = Object.entries(entities ?? {}).map(([kind, values]) => `${kind} ${[values].flat().join(', ')}`);
  return [
    `It is ${intent.name}, ${percent(intent.confidence)} sure${next ? ` (next: ${next})` : ''}; the ${intent.agent} agent's.`,
    `The customer sounds ${sentiment ?? 'neutral'}, priority ${priority ?? '-'}, and is ${authenticated ? 'authenticated' : 'not authenticated'}.`,
    ...(found.length > 0 ? [`Named in the message: ${found.join('; ')}.`] : []),
  ];
}

function describeAction({ tool, kind, status, arguments: args, refusal, idempotencyKey }: Action): string {
  const no = refusal && typeof refusal === 'object' && 'code' in refusal ? ` (${String(refusal.code)})` : '';
  return `${kind === 'write' ? 'changed' : 'read'} ${tool} ${clip(JSON.stringify(args ?? {}), 120)}: ${status}${no}${idempotencyKey ? `, key ${idempotencyKey}` : ''}`;
}

function describeDecision({ approvalId, kind, status, action, neededApprovals, decidedBy, decisions = [] }: Approval): string {
  const what = action ? `${action.tool} ${clip(JSON.stringify(action.arguments), 80)}` : 'the draft';
  const who = decisions.map(({ by, verdict }) => `${by} ${verdict}`).join(', ') || (decidedBy ? `by ${decidedBy}` : 'nobody yet');
  return `${approvalId} (${kind}, ${neededApprovals} needed) on ${what}: ${status}; ${who}`;
}

function describeOverride(override: unknown): string {
  if (typeof override !== 'object' || override === null) return String(override);
  const { at, by, what, draft } = override as { at?: string; by?: string; what?: string; draft?: { before: string; after: string } | null };
  const edited = draft ? `: “${clip(draft.before, 200)}” became “${clip(draft.after, 200)}”` : '';
  return `${at?.slice(11, 19) ?? ''} ${by ?? 'somebody'}: ${what ?? JSON.stringify(override)}${edited}`;
}

function handOver({ escalation }: Ticket): string[] {
  if (!escalation) return [];
  const { code, level, queue, reason, summary, attemptedResolutions } = escalation;
  const tried = attemptedResolutions.length > 0 ? [`Tried before: ${attemptedResolutions.join('; ')}`] : [];
  return [`${code}: ${reason}`, `Level ${level}, queue ${queue}.`, `For the person who takes it: ${clip(summary, 600)}`, ...tried];
}
