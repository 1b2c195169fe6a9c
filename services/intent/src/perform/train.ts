import { lexiconMarks } from '../decide/lexicon-marks.js';
import { clarityOf, intentOf, ruleRoute } from '../decide/rule-route.js';
import { serialiseModel } from '../train/serialise-model.js';
import { trainClassifier, type RuledText } from '../train/train-classifier.js';
import type { TrainingTask } from './training-task.js';

/** Trains on the spot, for seconds: where a process has other things to do, in a worker. Answers the classifier as bytes. */
export function train({ texts, seed, outOfScopeLabels }: TrainingTask): Uint8Array {
  return serialiseModel(trainClassifier(texts, { seed, outOfScopeLabels: [...outOfScopeLabels], marksOf: lexiconMarks, outcomeOf }));
}

function outcomeOf({ text, label, judged, textsPerLabel }: RuledText) {
  const route = ruleRoute(textsPerLabel, text, judged);
  return route.smallTalk ? undefined : { confidence: route.confidence, clarity: clarityOf(route, judged), right: route.intent === intentOf(label) };
}
