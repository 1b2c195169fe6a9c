import { readWords } from './read-words.js';

/** What the search needs of a turn. Texts are tokenised. */
export interface AskedTurn {
  readonly subject: string;
  readonly text: string;
  readonly history: readonly { from: string; text: string }[];
}

/** A point is made early; more words only blur it. */
const longest = 600;
/** Fewer telling words than this mean that a message leans on the one before: "and for tents?" */
const standsAlone = 2;

/** What is searched for: the subject and what the customer wrote, with the message before it when it cannot stand alone. */
export function buildQuery({ subject, text, history }: AskedTurn): string {
  const plain = subject.replace(/^(?:\s*(?:re|fw|fwd)\s*:)+/i, '').trim();
  const said = plain && !text.toLowerCase().includes(plain.toLowerCase()) ? `${plain}. ${text}` : text;
  const telling = readWords(said).filter((word) => !/^\d+$/.test(word));
  const before = telling.length < standsAlone ? history.filter(({ from }) => from === 'customer').at(-1)?.text : undefined;
  return `${before ? `${before} ` : ''}${said}`.replace(/\s+/g, ' ').trim().slice(0, longest).toWellFormed();
}
