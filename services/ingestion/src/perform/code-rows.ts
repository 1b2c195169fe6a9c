import type { OfferedCode } from '../decide/judge-code.js';

/** A row as the database hands it out through to_jsonb. */
export interface CodeRow {
  code_id: string;
  seq: number;
  customer_id: string | null;
  digest: string;
  state: OfferedCode['state'];
  tries: number;
  glances: number;
  expires_at: string;
}

export const codeColumns = 'code_id, seq, customer_id, digest, state, tries, glances, expires_at';

export function toOfferedCode({ code_id, customer_id, expires_at, ...same }: CodeRow): OfferedCode {
  return { ...same, codeId: code_id, customerId: customer_id, expiresAt: new Date(expires_at).toISOString() };
}
