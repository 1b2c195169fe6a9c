import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { enoughScore } from './enough-score.js';
import type { ScoredPassage } from './rerank.js';

export interface Found {
  readonly passages: Passage[];
  readonly enough: boolean;
}

/** How many of those kept may be of one document: two of three, so that a second document has a say. */
const ofOneDocument = 2 / 3;

/** The best passages as they are cited. Of two pieces of one section that repeat each other, the better one stays. `words`: how many the question has. */
export function pickPassages(scored: readonly ScoredPassage[], limit: number, words: number): Found {
  const most = Math.ceil(limit * ofOneDocument);
  const kept: ScoredPassage[] = [];
  const mayBeKept = (one: ScoredPassage) => kept.filter(({ entry }) => entry.documentId === one.entry.documentId).length < most && !kept.some((better) => repeats(better, one));
  // Usually out of the best five (B80); where those are all of one document, the next best of another takes the place that is left.
  for (const one of scored) if (kept.length < limit && mayBeKept(one)) kept.push(one);
  const passages = kept.map(toPassage);
  return { passages, enough: passages.length > 0 && passages[0]!.score >= enoughScore(words) };
}

function repeats({ entry: better }: ScoredPassage, { entry }: ScoredPassage): boolean {
  return better.documentId === entry.documentId && better.section === entry.section && Math.abs(better.chunkIndex - entry.chunkIndex) === 1;
}

function toPassage({ entry, score }: ScoredPassage): Passage {
  const { documentId, title, section, category, version, updated, chunkIndex, text } = entry;
  return { documentId, title, section, category, version, updated, chunkIndex, text, score };
}
