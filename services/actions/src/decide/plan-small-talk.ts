import { say } from '@deskhand/catalogue/reply.js';
import type { Plan, Step } from './turn.js';

const keys = { greeting: 'hello', thanks: 'thanks', acknowledgement: 'ok', goodbye: 'goodbye', closure: 'closure', declined: 'declined', unclear: 'unclear', upset: 'upset' } as const;

/** Hello, thanks, ok, never mind: answered in kind. "Thanks, solved" closes the matter. */
export const planSmallTalk: Plan = ({ classified, catalogue }): Step => {
  const kind = Object.hasOwn(keys, classified.smallTalk) ? (classified.smallTalk as keyof typeof keys) : 'acknowledgement';
  const text = say(catalogue.replies, `small_talk.${keys[kind]}`);
  return { kind: 'say', part: { text, fixed: true, closure: kind === 'closure', rule: `small_talk:${kind}` } };
};
