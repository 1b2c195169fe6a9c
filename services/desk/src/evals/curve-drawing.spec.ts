import { describe, expect, it } from 'vitest';
import { curveDrawing } from './curve-drawing.js';

const point = (phrasesPerIntent: number | null, accuracy: number) => ({ phrasesPerIntent, phrases: 40, accuracy, macroF1: accuracy, ece: 0 });

describe('curveDrawing', () => {
  it('draws a dot for each step of both lines, higher where more is right', () => {
    const svg = curveDrawing({ heldOut: 9, points: [point(5, 0.5), point(null, 1)] });
    const heights = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(4);
    expect(heights[1]!).toBeLessThan(heights[0]!);
    expect(svg).toContain('all (40)');
  });

  it('draws a single step without dividing by nothing', () => {
    expect(curveDrawing({ heldOut: 1, points: [point(null, 0.7)] })).not.toContain('NaN');
  });
});
