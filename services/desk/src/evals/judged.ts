/** One text with its right label and what was said of it. */
export interface Judged {
  label: string;
  predicted: string;
  /** 0..1, how sure that `predicted` is right. */
  confidence: number;
}

/** Share that is right; 0 of none. */
export function accuracyOf(judged: readonly Judged[]): number {
  return judged.filter(isRight).length / Math.max(1, judged.length);
}

export function isRight({ label, predicted }: Judged): boolean {
  return label === predicted;
}

/** The F1 of each label that occurs, averaged: a rare label counts as much as a common one. */
export function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map(({ label }) => label))];
  return labels.reduce((sum, label) => sum + f1(judged, label), 0) / Math.max(1, labels.length);
}

/** F1 of one label: harmonic mean of precision and recall. */
export function f1(judged: readonly Judged[], label: string): number {
  const right = judged.filter((one) => one.label === label && isRight(one)).length;
  const wanted = judged.filter((one) => one.label === label).length;
  const said = judged.filter((one) => one.predicted === label).length;
  return wanted + said === 0 ? 0 : (2 * right) / (wanted + said);
}

export interface Bin {
  count: number;
  /** Mean confidence in the bin. */
  confidence: number;
  /** Share that is right in the bin. */
  accuracy: number;
}

const bins = 15;

/** The reliability diagram: equal steps of confidence, empty ones left out. */
export function reliability(judged: readonly Judged[]): Bin[] {
  const filled: Judged[][] = Array.from({ length: bins }, () => []);
  for (const one of judged) filled[Math.min(bins - 1, Math.floor(one.confidence * bins))]!.push(one);
  return filled
    .filter(({ length }) => length > 0)
    .map((of) => ({ count: of.length, confidence: of.reduce((sum, { confidence }) => sum + confidence, 0) / of.length, accuracy: accuracyOf(of) }));
}

/** Expected calibration error: how far confidence and accuracy lie apart, averaged over the texts. */
export function calibrationError(judged: readonly Judged[]): number {
  return reliability(judged).reduce((sum, { count, confidence, accuracy }) => sum + count * Math.abs(confidence - accuracy), 0) / Math.max(1, judged.length);
}

const keptInScope = 0.9;

/**
 * Share of the out-of-scope texts that are turned away, by label or by a confidence below the threshold, where the threshold is the highest
 * that still leaves 90 % of the in-scope texts answered right. Null without such texts.
 */
export function outOfScopeRecall(judged: readonly Judged[], outOfScope: string | undefined): number | null {
  const outside = judged.filter(({ label }) => label === outOfScope);
  if (outside.length === 0) return null;
  const inside = judged.filter(({ label }) => label !== outOfScope);
  const sure = inside.filter(isRight).map(({ confidence }) => confidence).sort((a, b) => b - a);
  const threshold = sure[Math.ceil(keptInScope * inside.length) - 1] ?? -Infinity;
  return outside.filter(({ predicted, confidence }) => predicted === outOfScope || confidence < threshold).length / outside.length;
}
