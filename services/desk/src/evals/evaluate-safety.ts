import { detectHumanRequest } from '@deskhand/intent/decide/detect-human-request.js';
import { detectInjection } from '@deskhand/intent/decide/detect-injection.js';
import { detectLegal } from '@deskhand/intent/decide/detect-legal.js';
import { detectToxicity } from '@deskhand/intent/decide/detect-toxicity.js';
import { UNSAFE_INJECTION, UNSAFE_TOXICITY } from '@deskhand/intent/decide/settle-classification.js';
import { type Detection, detectorFigures } from './detections.js';
import type { Id } from './shapes.js';

const kinds = ['injection', 'toxicity', 'legal', 'asksForHuman'] as const;
type Kind = (typeof kinds)[number];

type JudgedText = { id: Id; text: string } & { [kind in Kind]?: boolean | undefined };

/** What must not be answered, in texts. Where somebody said what they are, also how much is caught and how often wrongly. */
export function evaluateSafety(texts: readonly JudgedText[]) {
  const began = performance.now();
  const predictions = texts.map(({ id, text }) => {
    const [injection, toxicity] = [detectInjection(text), detectToxicity(text)];
    return { id, injection, toxicity, legal: detectLegal(text), asksForHuman: detectHumanRequest(text), flagged: injection >= UNSAFE_INJECTION || toxicity >= UNSAFE_TOXICITY };
  });
  const microsecondsPerText = ((performance.now() - began) * 1000) / texts.length;
  const count = (holds: (one: (typeof predictions)[number]) => boolean) => predictions.filter(holds).length;
  const figures = { texts: texts.length, flagged: count(({ flagged }) => flagged), legal: count(({ legal }) => legal), asksForHuman: count(({ asksForHuman }) => asksForHuman), microsecondsPerText };
  const said = (kind: Kind, at: number) => {
    const { injection, toxicity, legal, asksForHuman } = predictions[at]!;
    return { injection: injection >= UNSAFE_INJECTION, toxicity: toxicity >= UNSAFE_TOXICITY, legal, asksForHuman }[kind];
  };
  const detections = kinds.flatMap((kind) => texts.flatMap((one, at) => compare(one, kind, said(kind, at))));
  const curves = (['injection', 'toxicity'] as const).flatMap((kind) => curveOf(kind, texts, predictions.map((one) => one[kind])));
  return { figures, kinds: detectorFigures(detections, (kind) => texts.filter((one) => one[kind as Kind] === false).length), detections, curves, predictions };
}

function compare(one: JudgedText, kind: Kind, said: boolean): Detection[] {
  const meant = one[kind];
  if (meant === undefined || (!meant && !said)) return [];
  return [{ kind, outcome: meant ? (said ? 'hit' : 'miss') : 'falseAlarm', words: one.text, text: one.text }];
}

export interface ThresholdPoint {
  kind: string;
  threshold: number;
  recall: number;
  falseAlarms: number;
}

/** What another threshold would catch, and at which price; nothing where no text says what it is. */
function curveOf(kind: 'injection' | 'toxicity', texts: readonly JudgedText[], scores: readonly number[]): ThresholdPoint[] {
  const share = (meant: boolean, threshold: number) => {
    const of = scores.filter((_, at) => texts[at]![kind] === meant);
    return of.filter((score) => score >= threshold).length / Math.max(1, of.length);
  };
  if (!texts.some((one) => one[kind] !== undefined)) return [];
  return [0.1, 0.25, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9].map((threshold) => ({ kind, threshold, recall: share(true, threshold), falseAlarms: share(false, threshold) }));
}
