import { canonicalJson } from './canonical-json.js';
import type { Submission } from './submission.js';

/** What makes a repeat the same submission: everything known of it but the token, which is renewed, and the time of writing. */
export function contentOf({ createdAt: _createdAt, customer, ...rest }: Submission): string {
  const { identityToken: _identityToken, ...known } = customer ?? {};
  return canonicalJson({ ...rest, customer: customer && known });
}
