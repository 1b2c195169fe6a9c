import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ErasureJournal } from './erasure-journal.js';

const folder = mkdtempSync(join(tmpdir(), 'erasures-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('names of each customer the last erasure, and does without a line that was cut off', () => {
  const path = join(folder, 'deep', 'erasures.jsonl');
  const journal = new ErasureJournal(path);
  expect(journal.read()).toEqual([]);
  journal.note({ customerId: 'cus_1', by: 'Kim', at: '2026-11-25T10:00:00.000Z' });
  journal.note({ customerId: 'cus_2', by: 'Kim', at: '2026-11-25T11:00:00.000Z' });
  journal.note({ customerId: 'cus_1', by: 'Lee', at: '2026-11-25T12:00:00.000Z' });
  appendFileSync(path, '{"customerId":"cus_3","by"');
  expect(journal.read()).toEqual([
    { customerId: 'cus_1', by: 'Lee', at: '2026-11-25T12:00:00.000Z' },
    { customerId: 'cus_2', by: 'Kim', at: '2026-11-25T11:00:00.000Z' },
  ]);
  expect(statSync(path).mode & 0o077).toBe(0);
});
