import { lexiconMarks } from '../decide/lexicon-marks.js';
import { serialiseModel } from '../train/serialise-model.js';
import { trainClassifier } from '../train/train-classifier.js';
import type { TrainingTask } from './training-task.js';

/** Trains on the spot, for seconds: where a process has other things to do, in a worker. Answers the classifier as bytes. */
export function train({ texts, seed, outOfScopeLabels }: TrainingTask): Uint8Array {
  return serialiseModel(trainClassifier(texts, { seed, outOfScopeLabels: [...outOfScopeLabels], marksOf: lexiconMarks }));
}
