import { expect, it } from 'vitest';
import type { ModelRecord } from './model-request.js';
import { travelRecord } from './travel-record.js';

const record: ModelRecord = { requestSha256: 'r', request: {}, tier: 'core', model: 'm', text: 'x', toolCalls: [], tokens: 1, costUsd: '0', ms: 1, at: '' };

it('travels itself up to 16 kB, as its hash beyond', () => {
  expect(travelRecord(record, 's')).toEqual({ sha256: 's', record });
  expect(travelRecord({ ...record, text: 'x'.repeat(17_000) }, 's')).toEqual({ sha256: 's' });
});
