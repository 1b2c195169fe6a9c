import type { Example } from '@deskhand/catalogue/catalogue.js';
import { outOfScope } from '@deskhand/catalogue/intent-labels.js';
import { createHash } from 'node:crypto';
import { extractFeatures } from '../decide/extract-features.js';
import { lexiconMarks } from '../decide/lexicon-marks.js';
import type { LabelledText } from '../train/train-classifier.js';

/** What a classifier is trained on; can be sent to a worker. */
export interface TrainingTask {
  /** The same task, the same classifier. First 12 hex digits of a SHA-256. */
  readonly version: string;
  readonly texts: readonly LabelledText[];
  readonly seed: number;
  readonly outOfScopeLabels: readonly string[];
}

const seed = 1;
/** Raise it when training itself changes, so that nobody goes on with what an older release trained. */
const trainingRevision = 4;
/** A release that reads texts differently reads this one differently, and must not use what an older one trained. */
const probe = 'Hi, my order 12345 is late and the jacket is damaged: I want my money back! Wie lange dauert es?';

export function trainingTask(examples: readonly Example[]): TrainingTask {
  const texts = examples.map(({ text, intent }) => ({ text, label: intent }));
  const reading = extractFeatures(probe, lexiconMarks(probe));
  const version = createHash('sha256').update(JSON.stringify([trainingRevision, seed, reading, texts])).digest('hex').slice(0, 12);
  return { version, texts, seed, outOfScopeLabels: [outOfScope] };
}
