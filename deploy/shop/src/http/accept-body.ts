import type { z } from 'zod';
import { Refusal } from '../refusal.js';

/** The body in the shape of `schema`, or a 422 that names each path. Unknown members are ignored. */
export function acceptBody<Shape extends z.ZodType>(schema: Shape, body: unknown): z.output<Shape> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const sentence = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  throw new Refusal(422, 'invalid_request', `Mend the body. ${sentence}.`, errors);
}
