import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Watermark } from './watermark.js';

it('never passes a number that is unfinished, and reaches the end when all are finished', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 60 }), fc.infiniteStream(fc.nat()), (gaps, choices) => {
      const watermark = new Watermark(0);
      const open = new Set<number>();
      const check = () => expect(watermark.position).toBe(open.size ? Math.min(...open) : watermark.next);
      let n = -1;
      for (const gap of gaps) {
        n += gap;
        watermark.start(n);
        open.add(n);
        const choice = choices.next().value!;
        if (choice % 2) finishOne(choice);
        if (choice % 7 === 0) watermark.skipTo(n + 1);
        check();
      }
      while (open.size) finishOne(choices.next().value!);
      expect(watermark.position).toBe(n + 1);
      expect(watermark.unfinished).toBe(0);

      function finishOne(choice: number): void {
        const one = [...open][choice % open.size]!;
        open.delete(one);
        watermark.finish(one);
        check();
      }
    }),
  );
});

it('refuses to begin what it has passed', () => {
  const watermark = new Watermark(5);
  watermark.start(7);
  expect(() => watermark.start(7)).toThrow('7 started after 7');
});
