import type { Catalogue, Example } from '@deskhand/catalogue/catalogue.js';
import { deserialiseModel } from '@deskhand/intent/train/deserialise-model.js';
import { train } from '@deskhand/intent/perform/train.js';
import { trainingTask } from '@deskhand/intent/perform/training-task.js';
import { evaluateRoute } from './evaluate-route.js';
import { drawFew } from './evaluate-intents.js';

export interface CurvePoint {
  /** At most so many phrases of each intent were learnt from; null is all there are. */
  phrasesPerIntent: number | null;
  phrases: number;
  accuracy: number;
  macroF1: number;
  ece: number;
}

export interface LearningCurve {
  /** Phrases kept aside: no step learnt from them. */
  heldOut: number;
  points: CurvePoint[];
}

const steps = [5, 10, 50];
const seed = 1;
/** One phrase in so many is kept aside. */
const keptAside = 5;

/** How well the router does with 5, 10, 50 and all phrases of each intent, asked about phrases of the same catalogue that it did not learn from. */
export function learningCurve(catalogue: Catalogue): LearningCurve {
  const { aside, learnt } = split(catalogue.examples);
  const test = aside.map(({ text, intent }, id) => ({ id, text, route: catalogue.intents.has(intent) ? intent : 'other' }));
  const most = Math.max(...counts(learnt).values());
  const points = [...steps.filter((step) => step < most), null].map((step) => {
    const phrases = step ? drawFew(learnt.map((example) => ({ ...example, label: example.intent })), step, seed) : learnt;
    const { accuracy, macroF1, ece } = evaluateRoute(catalogue, deserialiseModel(train(trainingTask(phrases))), test).figures;
    return { phrasesPerIntent: step, phrases: phrases.length, accuracy, macroF1, ece };
  });
  return { heldOut: test.length, points };
}

/** Every fifth phrase of each intent, so that rare intents are asked about too. */
function split(examples: readonly Example[]): { aside: Example[]; learnt: Example[] } {
  const seen = new Map<string, number>();
  const isAside = examples.map(({ intent }) => {
    const count = (seen.get(intent) ?? 0) + 1;
    seen.set(intent, count);
    return count % keptAside === 0;
  });
  return { aside: examples.filter((_, at) => isAside[at]), learnt: examples.filter((_, at) => !isAside[at]) };
}

function counts(examples: readonly Example[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { intent } of examples) found.set(intent, (found.get(intent) ?? 0) + 1);
  return found;
}
