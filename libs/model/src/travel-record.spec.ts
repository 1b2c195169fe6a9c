import { expect, it } from 'vitest';
import type { ModelRecord } from './model-request.js';
import { travelRecord } from './travel-record.js';

const record: ModelRecord = { requestSha256: 'r', request: {}, tier: 'core', model: 'm', text: 'x', toolCalls: [], tokens: 1, costUsd: '0', ms: 1, at: '', attempt: 1 };

it('travels itself, over 16 kB by its hash', () => {
  expect(travelRecord({ record, sha256: 's', reused: false })).toEqual({ sha256: 's', record });
  expect(travelRecord({ record, sha256: 's', reused: true })).toEqual({ sha256: 's', record, reused: true });
  expect(travelRecord({ record: { ...record, text: 'x'.repeat(17_000) }, sha256: 's', reused: false })).toEqual({ sha256: 's' });
});
