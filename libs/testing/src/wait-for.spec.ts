import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.js';

describe('waitFor', () => {
  it('returns the first truthy answer', async () => {
    let looks = 0;
    const found = await waitFor(() => (++looks === 3 ? 'there' : undefined), { for: 'the third look', every: 1 });
    expect(found).toBe('there');
    expect(looks).toBe(3);
  });

  it('names what it waited for, and the last error, when the deadline passes', async () => {
    const never = waitFor(() => Promise.reject(new Error('connection refused')), { for: 'the server', deadline: 30, every: 5 });
    await expect(never).rejects.toThrow('Waited 0.03 s for the server: connection refused');
  });

  it('gives up on a look that hangs', async () => {
    const hung = waitFor(() => new Promise<boolean>(() => undefined), { for: 'an answer', deadline: 30 });
    await expect(hung).rejects.toThrow('Waited 0.03 s for an answer');
  });
});
