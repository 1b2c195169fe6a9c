import { z } from 'zod';

/** A zod schema as OpenAPI 3.1 reads it: JSON Schema 2020-12, of what is sent unless told otherwise. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return body;
}
