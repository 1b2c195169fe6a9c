import { z } from 'zod';

/** A zod schema as OpenAPI 3.1 reads it: JSON Schema 2020-12, of what is sent rather than of what parsing makes of it. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...body } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return body;
}
