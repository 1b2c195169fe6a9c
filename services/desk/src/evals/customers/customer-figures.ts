import type { CustomerResult } from './judge-customer.js';

export interface CustomerFigures {
  customers: number;
  passed: number;
  /** Shares of all customers; they sum to 1. */
  answered: number;
  escalated: number;
  wrong: number;
  curve: CoveragePoint[];
}

/** Were only customers answered of whom the desk is at least so sure. */
export interface CoveragePoint {
  confidence: number;
  /** Share of all that is answered without a human. */
  answered: number;
  /** Share of the answered that is wrong. */
  risk: number;
}

export function customerFigures(results: readonly CustomerResult[]): CustomerFigures {
  const share = (ending: CustomerResult['ending']) => results.filter((one) => one.ending === ending).length / Math.max(1, results.length);
  return { customers: results.length, passed: results.filter(({ passed }) => passed).length, answered: share('answered'), escalated: share('escalated'), wrong: share('wrong'), curve: riskCoverage(results) };
}

/** What is answered and what of it is wrong, were the threshold raised step by step; one point for each confidence that occurs. */
function riskCoverage(results: readonly CustomerResult[]): CoveragePoint[] {
  const alone = results.filter(({ ending }) => ending !== 'escalated').toSorted((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  return alone
    .map(({ confidence, ending }, at) => {
      if (ending === 'wrong') wrong++;
      return { confidence, answered: (at + 1) / results.length, risk: wrong / (at + 1) };
    })
    .filter(({ confidence }, at) => alone[at + 1]?.confidence !== confidence);
}
