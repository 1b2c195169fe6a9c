import { expect, it } from 'vitest';
import { coverageSteps } from './coverage-steps.js';
import { coverageDrawing } from './pages/coverage-drawing.js';

const one = (predicted: string, confidence: number) => ({ label: 'a', predicted, confidence });

it('decides less and better the surer it must be', () => {
  const steps = coverageSteps([one('a', 0.96), one('a', 0.8), one('b', 0.62), one('b', 0.2)]);
  expect(steps[0]).toEqual({ name: 'from confidence 0', covered: 1, right: 0.5 });
  expect(steps.find(({ name }) => name.endsWith('0.8'))).toEqual({ name: 'from confidence 0.8', covered: 0.5, right: 1 });
  expect(steps.at(-1)).toEqual({ name: 'from confidence 0.95', covered: 0.25, right: 1 });
  const drawing = coverageDrawing(steps);
  expect(drawing.match(/<circle/g)).toHaveLength(steps.length);
  expect(drawing).not.toContain('NaN');
  expect(coverageDrawing([])).not.toContain('NaN');
});
