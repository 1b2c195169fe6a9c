import type { Conversation } from './conversation.js';

/** What became of a message's identity token or one-time code. `why` completes "The identity token was not accepted: …". */
export type TokenVerdict = { kind: 'absent' } | { kind: 'valid'; customerId: string } | { kind: 'refused'; why: string };

export interface IdentityQuestion {
  verdict: TokenVerdict;
  conversation: Pick<Conversation, 'source' | 'customerId' | 'authenticatedAt'> | undefined;
  source: string;
  /** ISO 8601. */
  now: string;
  idleMs: number;
  /** Triage never authenticates. */
  dryRun: boolean;
}

export interface Identity {
  authenticated: boolean;
  /** Whose conversation it is from now on, proven; null while nobody has proven anything. */
  customerId: string | null;
  authenticatedAt: string | null;
  /** Why the message is served unauthenticated; empty when there is nothing to say. */
  note: string;
}

/**
 * Who a message may count as. A conversation belongs to the first customer whose token was valid in it and to the source that opened it;
 * a message that proves nothing, or something else, is served unauthenticated and changes nothing for the next one.
 */
export function judgeIdentity({ verdict, conversation, source, now, idleMs, dryRun }: IdentityQuestion): Identity {
  const customerId = conversation?.customerId ?? null;
  const authenticatedAt = conversation?.authenticatedAt ?? null;
  const stranger = (note: string): Identity => ({ authenticated: false, customerId, authenticatedAt, note });

  if (dryRun) return stranger('');
  if (conversation && conversation.source !== source)
    return stranger(customerId !== null || verdict.kind !== 'absent' ? 'The conversation was opened by another source: its identity does not count here.' : '');
  if (verdict.kind === 'refused') return stranger(`The identity token was not accepted: ${verdict.why}.`);
  if (verdict.kind === 'valid') {
    if (customerId !== null && customerId !== verdict.customerId) return stranger('The identity token is for another customer than this conversation.');
    return { authenticated: true, customerId: verdict.customerId, authenticatedAt: now, note: '' };
  }
  if (isAuthenticated(authenticatedAt, now, idleMs)) return { authenticated: true, customerId, authenticatedAt: now, note: '' };
  return stranger(authenticatedAt ? 'The identity of this conversation has expired: it was idle for too long.' : '');
}

/** Whether an authentication of that time still counts. */
export function isAuthenticated(authenticatedAt: string | null, now: string, idleMs: number): boolean {
  return authenticatedAt !== null && Date.parse(now) - Date.parse(authenticatedAt) <= idleMs;
}
