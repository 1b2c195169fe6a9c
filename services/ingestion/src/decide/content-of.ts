import { canonicalJson } from './canonical-json.js';
import type { Submission } from './submission.js';

/** What makes a repeat the same submission: everything known of it but the token, which is renewed, and the time of writing. */
export function contentOf({ createdAt: _createdAt, customer, ...rest }: Submission): string {
  const { identityToken: _identityToken, ...known } = customer ?? {};
  // A customer who came with a token alone is as good as none: the token is no content.
  return canonicalJson({ ...rest, customer: Object.values(known).some((member) => member !== undefined) ? known : undefined });
}
