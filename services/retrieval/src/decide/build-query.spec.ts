import { describe, expect, it } from 'vitest';
import { buildQuery } from './build-query.js';

const turn = { subject: '', text: 'How long is the warranty on tents?', history: [] };

describe('buildQuery', () => {
  it('is what the customer wrote, with a subject that adds something', () => {
    expect(buildQuery(turn)).toBe('How long is the warranty on tents?');
    expect(buildQuery({ ...turn, subject: 'Re: broken zip' })).toBe('broken zip. How long is the warranty on tents?');
    expect(buildQuery({ ...turn, subject: 'the warranty' })).toBe('How long is the warranty on tents?');
  });

  it('takes the message before along when this one cannot stand alone', () => {
    const history = [{ from: 'customer', text: 'How long is the warranty on tents?' }, { from: 'bot', text: 'Five years.' }];
    expect(buildQuery({ ...turn, text: 'and for stoves?', history })).toBe('How long is the warranty on tents? and for stoves?');
    expect(buildQuery({ ...turn, text: 'How do I wash a rain jacket?', history })).toBe('How do I wash a rain jacket?');
  });

  it('stays short and whole', () => {
    const query = buildQuery({ ...turn, text: '😀'.repeat(2_000) });
    expect(query.length).toBeLessThanOrEqual(600);
    expect(query.isWellFormed()).toBe(true);
  });
});
