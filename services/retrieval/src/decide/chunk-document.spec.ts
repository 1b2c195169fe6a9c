import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkDocument, chunkSizes } from './chunk-document.js';

const title = 'Return policy';

describe('chunkDocument', () => {
  it('keeps every section apart, under its own heading; what comes first stands under the title', () => {
    const body = '# Return policy\n\nThirty days.\n\n## What can be returned\n\nAlmost all.\n\n### Tents\n\nDry ones.\n\n## After 30 days\n\nNothing.';
    expect(chunkDocument({ title, body })).toEqual([
      { index: 0, section: 'Return policy', text: 'Thirty days.' },
      { index: 1, section: 'What can be returned', text: 'Almost all.' },
      { index: 2, section: 'What can be returned > Tents', text: 'Dry ones.' },
      { index: 3, section: 'After 30 days', text: 'Nothing.' },
    ]);
  });

  it('cuts a long section at blank lines first, then at lines, then at sentences', () => {
    const paragraph = `${'x'.repeat(290)}.`;
    const byParagraph = chunkDocument({ title, body: `${paragraph}\n\n${paragraph}` }, { size: 400, overlap: 0 });
    expect(byParagraph.map(({ text }) => text)).toEqual([paragraph, paragraph]);
    const sentence = `${'y'.repeat(148)}. `;
    const bySentence = chunkDocument({ title, body: sentence.repeat(5) }, { size: 400, overlap: 0 });
    expect(bySentence.map(({ text }) => text)).toEqual([sentence.repeat(2).trim(), sentence.repeat(2).trim(), sentence.trim()]);
  });

  it('repeats the end of a chunk in the next, in whole words, where a section had to be cut', () => {
    const words = Array.from({ length: 300 }, (_, n) => `word${n}`).join(' ');
    const chunks = chunkDocument({ title, body: words });
    expect(chunks.length).toBeGreaterThan(3);
    for (const [at, { text }] of chunks.entries()) {
      if (at === 0) continue;
      const before = chunks[at - 1]!.text.split(' ');
      const repeated = before.slice(before.indexOf(text.split(' ')[0]!));
      expect(text.startsWith(repeated.join(' '))).toBe(true);
      expect(repeated.length).toBeGreaterThan(0);
      expect(repeated.join(' ').length).toBeLessThanOrEqual(chunkSizes.overlap);
    }
  });

  it('takes a # in code for code', () => {
    const [chunk] = chunkDocument({ title, body: '```\n## no heading\n```' });
    expect(chunk).toMatchObject({ section: title, text: '```\n## no heading\n```' });
  });

  it('says nothing of a heading without text', () => {
    expect(chunkDocument({ title, body: '## Empty\n\n## Full\n\nWords.' })).toEqual([{ index: 0, section: 'Full', text: 'Words.' }]);
  });

  it('never makes a chunk longer than its size and never loses a word, whatever the text', () => {
    const piece = fc.oneof(fc.constantFrom('\n\n', '\n', '. ', ' ', '😀', '\n\n## Part\n\n'), fc.string({ minLength: 1, maxLength: 120 }).map((text) => text.replaceAll('#', '')));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 40, max: 200 }), (pieces, size) => {
        const body = pieces.join('');
        const chunks = chunkDocument({ title, body }, { size, overlap: Math.floor(size / 10) });
        const together = chunks.map(({ text }) => text).join(' ');
        for (const { text } of chunks) {
          expect(text.length).toBeLessThanOrEqual(size);
          if (body.isWellFormed()) expect(text.isWellFormed()).toBe(true);
        }
        const letters = new Set(body.replaceAll('Part', '').match(/[a-zA-Z0-9]{1,8}/g) ?? []);
        for (const word of letters) if (!body.includes(`#${word}`) && word.length < 3) expect(together).toContain(word);
      }),
    );
  });
});
