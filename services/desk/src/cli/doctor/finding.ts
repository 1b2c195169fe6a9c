/** What the doctor has to say of one thing. */
export interface Finding {
  level: 'ok' | 'warning' | 'fault';
  what: string;
  /** The line that mends it. */
  mend?: string;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const warning = (what: string, mend: string): Finding => ({ level: 'warning', what, mend });
export const fault = (what: string, mend: string): Finding => ({ level: 'fault', what, mend });
