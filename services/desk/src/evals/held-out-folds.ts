import type { Catalogue, Example } from '@deskhand/catalogue/catalogue.js';
import type { ClassifierModel } from '@deskhand/intent/decide/classifier-model.js';
import { train } from '@deskhand/intent/perform/train.js';
import { trainingTask } from '@deskhand/intent/perform/training-task.js';
import { deserialiseModel } from '@deskhand/intent/train/deserialise-model.js';
import type { Id } from './shapes.js';

/** A text with its right route and a classifier that has not learnt it. */
export interface HeldOut {
  id: Id;
  text: string;
  route: string;
  classifier: { model: ClassifierModel; version: string };
}

const folds = 5;

/** The catalogue's phrases, each with a classifier of the other four fifths. Labels beside the intents are asked as `other`; small talk is left to rules. */
export function heldOutFolds({ examples, intents }: Catalogue): HeldOut[] {
  const seen = new Map<string, number>();
  const foldOf = examples.map(({ intent }: Example) => {
    const count = seen.get(intent) ?? 0;
    seen.set(intent, count + 1);
    return count % folds;
  });
  return Array.from({ length: folds }, (_, fold) => {
    const task = trainingTask(examples.filter((_example, at) => foldOf[at] !== fold));
    const classifier = { model: deserialiseModel(train(task)), version: task.version };
    return examples.flatMap(({ text, intent }, at) => (foldOf[at] === fold && intent !== 'small_talk' ? [{ id: at, text, route: intents.has(intent) ? intent : 'other', classifier }] : []));
  }).flat();
}
