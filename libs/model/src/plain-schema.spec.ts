import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainSchema } from './plain-schema.js';

const plain = (schema: z.ZodType) => plainSchema(z.toJSONSchema(schema) as Record<string, unknown>);

it('keeps what every endpoint knows: shape, names, closed sets', () => {
  const schema = z.strictObject({ intent: z.enum(['a', 'b']), text: z.string().min(1).max(9), priority: z.union([z.literal(1), z.literal(2)]), items: z.array(z.strictObject({ id: z.string().regex(/^x/) })).min(1) });
  expect(plain(schema)).toEqual({
    type: 'object',
    properties: {
      intent: { type: 'string', enum: ['a', 'b'] },
      text: { type: 'string' },
      priority: { type: 'number', enum: [1, 2] },
      items: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false } },
    },
    required: ['intent', 'text', 'priority', 'items'],
    additionalProperties: false,
  });
});

it('keeps alternatives of different kinds, and members that are named like keywords', () => {
  expect(plain(z.strictObject({ pattern: z.union([z.string().max(3), z.null()]) }))).toEqual({
    type: 'object', properties: { pattern: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, required: ['pattern'], additionalProperties: false,
  });
});

it('lists required members also where there are none', () => {
  expect(plain(z.strictObject({}))).toEqual({ type: 'object', properties: {}, required: [], additionalProperties: false });
});
