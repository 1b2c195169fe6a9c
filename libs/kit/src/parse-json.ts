import secureJson from 'secure-json-parse';
import { Problem } from './problem.js';

const deepest = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a request body. Members that would reach into prototypes are dropped, like all unknown ones. @throws Problem 400 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) throw notJson('it is empty');
  const text = decode(body);
  if (isDeeperThan(text, deepest)) throw notJson(`it is nested more than ${deepest} levels deep`);
  try {
    return secureJson.parse(text, undefined, { protoAction: 'remove', constructorAction: 'remove' });
  } catch (error) {
    throw notJson(error instanceof Error ? error.message : String(error));
  }
}

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw notJson('it is not UTF-8');
  }
}

function notJson(why: string): Problem {
  return new Problem(400, 'Not JSON', `The body cannot be read as JSON (${why}): send one JSON object in UTF-8.`);
}

/** Counted on the text, since a parsed value of ten thousand levels overflows the stack of whoever walks it. */
function isDeeperThan(text: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === backslash) at++;
      else if (unit === quote) inString = false;
    } else if (unit === quote) inString = true;
    else if (unit === brace || unit === bracket) {
      if (++depth > max) return true;
    } else if (unit === closingBrace || unit === closingBracket) depth--;
  }
  return false;
}

const [quote, backslash, brace, closingBrace, bracket, closingBracket] = [...'"\\{}[]'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];
