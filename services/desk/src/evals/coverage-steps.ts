import { isRight, type Judged } from './judged.js';
import type { CoverageStep } from './pages/coverage-drawing.js';

const thresholds = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98];

/** Were only texts decided of which the classifier is at least so sure: how many, and how many of them right. Thresholds that leave nothing are left out. */
export function coverageSteps(judged: readonly Judged[]): CoverageStep[] {
  return thresholds.flatMap((confidence) => {
    const sure = judged.filter((one) => one.confidence >= confidence);
    return sure.length === 0 ? [] : [{ name: `from confidence ${confidence}`, covered: sure.length / judged.length, right: sure.filter(isRight).length / sure.length }];
  });
}
