import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitByBytes } from './split-by-bytes.js';

it('keeps order and all records, and no topic over the bound unless one record alone is', () => {
  const record = fc.record({ topic: fc.constantFrom('a', 'b'), message: fc.record({ value: fc.string({ maxLength: 3_000 }) }) });
  fc.assert(fc.property(fc.array(record), (records) => {
    const chunks = splitByBytes(records, 4_000);
    expect(chunks.flat()).toEqual(records);
    for (const chunk of chunks)
      for (const topic of ['a', 'b']) {
        const mine = chunk.filter((one) => one.topic === topic);
        const bytes = mine.reduce((sum, { message }) => sum + Buffer.byteLength(message.value) + 512, 0);
        if (mine.length > 1) expect(bytes).toBeLessThanOrEqual(4_000);
      }
  }));
});
