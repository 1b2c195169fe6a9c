import { findPersonalData } from '@deskhand/ingestion/decide/find-personal-data.js';
import { type Detection, detectorFigures, type DetectorFigures } from './detections.js';
import type { Id } from './shapes.js';

export interface Span {
  start: number;
  end: number;
  type: string;
}

interface MarkedText {
  id: Id;
  text: string;
  /** What is there to be found; absent where nobody has marked it. */
  spans?: Span[] | undefined;
}

/** Personal data in texts. Where somebody marked what is there, also how much of it is found: a span counts as found when one of its kind overlaps it. */
export function evaluatePii(texts: readonly MarkedText[]) {
  const began = performance.now();
  const predictions = texts.map(({ id, text }) => ({ id, spans: findPersonalData(text, { orderNumbers: [] }) }));
  const microsecondsPerText = ((performance.now() - began) * 1000) / texts.length;
  const counts: Record<string, number> = {};
  for (const { type } of predictions.flatMap(({ spans }) => spans)) counts[type] = (counts[type] ?? 0) + 1;
  const marked = texts.flatMap(({ text, spans }, at) => (spans ? [{ text, spans, found: predictions[at]!.spans }] : []));
  const detections = marked.flatMap(({ text, spans, found }) => compare(text, spans, found));
  const kinds: DetectorFigures[] = detectorFigures(detections, (kind) => marked.filter(({ spans }) => spans.every(({ type }) => type !== kind)).length);
  return { figures: { texts: texts.length, ...counts, microsecondsPerText }, kinds, detections, predictions };
}

function compare(text: string, meant: readonly Span[], found: readonly Span[]): Detection[] {
  const overlap = (one: Span, other: Span) => one.type === other.type && one.start < other.end && other.start < one.end;
  const tell = ({ start, end, type }: Span, outcome: Detection['outcome']): Detection => ({ kind: type, outcome, words: text.slice(start, end), text });
  return [
    ...meant.map((span) => tell(span, found.some((one) => overlap(one, span)) ? 'hit' : 'miss')),
    ...found.filter((span) => !meant.some((one) => overlap(one, span))).map((span) => tell(span, 'falseAlarm')),
  ];
}
