import { Permanent } from '@deskhand/kit/errors.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws Permanent; the sentence quotes nothing of the value, which may be personal */
export function decode(value: Buffer | string | null): unknown {
  if (value === null) throw new Permanent('The record has no value.');
  let text: string;
  try {
    text = typeof value === 'string' ? value : utf8.decode(value);
  } catch {
    throw new Permanent('The value is not UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Permanent('The value is not JSON.');
  }
}
