import { asksForCode } from './answers-code.js';
import { isLive, type CodeVerdict, type OfferedCode } from './judge-code.js';

export type CodeState = 'mailed' | 'waiting' | 'wrong' | 'accepted';

export interface CodeQuestion {
  verdict: CodeVerdict['kind'];
  text: string;
  newest: OfferedCode | undefined;
  now: string;
  authenticated: boolean;
  /** In this conversation, by anybody; whether it is on file is not known and must not be. Without one there is nothing that a code could be said to be mailed to. */
  addressGiven: boolean;
}

/** Where the one-time code stands, as the customer is told. A new one is offered once there is none that may still be typed, or on request. */
export function codeState({ verdict, text, newest, now, authenticated, addressGiven }: CodeQuestion): CodeState | undefined {
  if (authenticated) return verdict === 'accepted' ? 'accepted' : undefined;
  if (verdict === 'wrong') return 'wrong';
  if (!addressGiven) return undefined;
  return newest && isLive(newest, now) && !asksForCode(text) ? 'waiting' : 'mailed';
}
