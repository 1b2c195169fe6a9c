import { createHash } from 'node:crypto';
import type { Person } from '@deskhand/catalogue/people-policy.js';

/** Whose token this is, by `policies/people.yaml`. */
export function findPerson(people: readonly Person[], token: string): string | undefined {
  if (people.length === 0) return undefined;
  const digest = createHash('sha256').update(token).digest('hex');
  return people.find(({ tokenSha256 }) => tokenSha256 === digest)?.name;
}
