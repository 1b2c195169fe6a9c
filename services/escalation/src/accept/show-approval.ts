import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';

/** An approval as HTTP shows it: absent facts are null. */
export interface ApprovalAnswer {
  approvalId: string;
  ticketId: string;
  conversationId: string;
  status: string;
  kind: string;
  action: { tool: string; arguments: unknown } | null;
  draft: string | null;
  neededApprovals: number;
  expiresAt: string;
  decidedBy: string | null;
  decisions: { by: string; verdict: string; at: string; reason: string | null }[];
}

/** `reveal` puts words back for tokens, for people. */
export async function showApproval(approval: Approval, reveal: (texts: string[]) => Promise<string[]>): Promise<ApprovalAnswer> {
  const { approvalId, ticketId, conversationId, status, kind, action, neededApprovals, expiresAt, decidedBy, decisions } = approval;
  const draft = approval.editedText || approval.draft;
  const args = action?.arguments ?? {};
  const texts = [...new Set([draft, ...leaves(args), ...decisions.map(({ reason }) => reason)])];
  const revealed = await reveal(texts);
  const shown = new Map(texts.map((text, n) => [text, revealed[n] ?? text]));
  return {
    approvalId, ticketId, conversationId, status, kind, neededApprovals, expiresAt,
    action: action ? { tool: action.tool, arguments: replace(args, shown) } : null,
    draft: shown.get(draft) || null,
    decidedBy: decidedBy || null,
    decisions: decisions.map(({ by, verdict, at, reason }) => ({ by, verdict, at, reason: shown.get(reason) || null })),
  };
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
}

function replace(value: unknown, shown: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return shown.get(value) ?? value;
  if (Array.isArray(value)) return value.map((member) => replace(member, shown));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replace(member, shown)]));
}
