import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.js';
import { canonicalJson } from './canonical-json.js';

const limit = 256 * 1024;

export interface JsonBody {
  body: unknown;
  /** The same for two bodies that say the same, whatever the order of their members. */
  canonical: string;
}

/** The body of a write; none at all counts as `{}`. */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, 'body_too_large', 'The body is larger than 256 KiB; send less.');
    chunks.push(chunk);
  }
  if (size === 0) return { body: {}, canonical: '{}' };
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
    return { body, canonical: canonicalJson(body) };
  } catch {
    // Also where the nesting is so deep that it cannot be walked.
    throw new Refusal(400, 'body_not_json', 'The body is not JSON in UTF-8 that this shop can read; send one JSON object.');
  }
}
