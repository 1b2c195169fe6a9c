import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { enoughScore } from './enough-score.js';
import type { ScoredPassage } from './rerank.js';

export interface Found {
  readonly passages: Passage[];
  readonly enough: boolean;
}

/** How many of the best are looked at for one that is kept (B80: 5 for 3). */
const lookedAt = 5 / 3;

/** How many of those kept may be of one document: two of three, so that a second document has a say. */
const ofOneDocument = 2 / 3;

/** The best passages as they are cited. Of two pieces of one section that repeat each other, the better one stays. `words`: how many the question has. */
export function pickPassages(scored: readonly ScoredPassage[], limit: number, words: number): Found {
  const top = scored.slice(0, Math.ceil(limit * lookedAt));
  const distinct = top.filter((one, at) => !top.slice(0, at).some((better) => repeats(better, one)));
  const most = Math.ceil(limit * ofOneDocument);
  const kept = distinct.filter((one, at) => distinct.slice(0, at).filter(({ entry }) => entry.documentId === one.entry.documentId).length < most).slice(0, limit);
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
