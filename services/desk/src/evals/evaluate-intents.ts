import { classify } from '@deskhand/intent/decide/classify.js';
import { seededRandom } from '@deskhand/intent/train/seeded-random.js';
import { trainClassifier } from '@deskhand/intent/train/train-classifier.js';
import { Failure } from '../cli/failure.js';
import { accuracyOf, calibrationError, type Judged, macroF1, outOfScopeRecall } from './judged.js';
import type { Id, Labelled } from './shapes.js';

export interface IntentOptions {
  /** The label of texts that are nobody's business; it need not occur in training. */
  oos?: string;
  /** Train on so many texts of each label. */
  few?: number;
  seed: number;
}

export interface IntentFigures {
  accuracy: number;
  macroF1: number;
  oosRecallAt90InScope: number | null;
  ece: number;
  microsecondsPerText: number;
  trainSeconds: number;
}

export interface IntentPrediction extends Judged {
  id: Id;
  text: string;
}

/** Trains the desk's classifier on other people's texts and asks it about texts it never saw. Accuracy, F1 and calibration are of in-scope texts. */
export function evaluateIntents(train: readonly Labelled[], test: readonly Labelled[], { oos, few, seed }: IntentOptions): { figures: IntentFigures; predictions: IntentPrediction[] } {
  const examples = few ? drawFew(train, few, seed) : train;
  const labels = new Set(examples.map(({ label }) => label));
  if (labels.size < 2) throw new Failure(`The training texts all have the label "${[...labels].join()}": a classifier needs at least two.`);
  const began = performance.now();
  const model = trainClassifier(examples, { seed, outOfScopeLabels: oos && labels.has(oos) ? [oos] : [] });
  const trained = performance.now();
  const predictions = test.map(({ id, text, label }) => {
    const { label: predicted, confidence } = classify(model, text);
    return { id, text, label, predicted, confidence };
  });
  const asked = performance.now();
  const inside = predictions.filter(({ label }) => label !== oos);
  const figures = {
    accuracy: accuracyOf(inside),
    macroF1: macroF1(inside),
    oosRecallAt90InScope: outOfScopeRecall(predictions, oos),
    ece: calibrationError(inside),
    microsecondsPerText: ((asked - trained) * 1000) / test.length,
    trainSeconds: (trained - began) / 1000,
  };
  return { figures, predictions };
}

/** So many texts of each label, drawn by the seed. */
export function drawFew<Text extends { label: string }>(train: readonly Text[], few: number, seed: number): Text[] {
  const random = seededRandom(seed);
  const drawn = train.map((example) => ({ example, at: random() })).sort((a, b) => a.at - b.at);
  const taken = new Map<string, number>();
  return drawn.flatMap(({ example }) => {
    const count = taken.get(example.label) ?? 0;
    taken.set(example.label, count + 1);
    return count < few ? [example] : [];
  });
}
