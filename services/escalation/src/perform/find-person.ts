import { createHash } from 'node:crypto';
import type { PeoplePolicy } from '@deskhand/catalogue/people-policy.js';

/** Whose bearer token this is; undefined: nobody's. */
export function findPerson({ people }: PeoplePolicy, token: string): string | undefined {
  const hash = createHash('sha256').update(token).digest('hex');
  return people.find(({ tokenSha256 }) => tokenSha256 === hash)?.name;
}
