import type { FileVerdict } from '@deskhand/console/verify/verify-manifest-file.js';

/** What came of checking a file of manifests, in a sentence. */
export function describeVerdict(verdict: FileVerdict): string {
  if (!verdict.ok) return verdict.fault;
  const { conversationId, length, head, sealedAt, keys } = verdict;
  const count = `${length} manifest${length === 1 ? '' : 's'}`;
  return `${count} of conversation ${conversationId}, sealed ${sealedAt}${head ? `, the last one ${head}` : ''}; key ${keys.join(', ')}.`;
}
