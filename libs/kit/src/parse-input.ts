import { z } from 'zod';
import { Problem, type Fault } from './problem.js';

/** Parses what a client sent. @throws Problem 422 that names each path at fault */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw shapeProblem(parsed.error);
}

/** The 422 that tells a client what is wrong with the shape of its input. */
export function shapeProblem(error: z.core.$ZodError): Problem {
  const errors = error.issues.map(toFault);
  const paths = [...new Set(errors.map(({ path }) => path || 'the body'))];
  const named = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ` and ${paths.length - 5} more` : '');
  return new Problem(422, 'Wrong shape', `Correct ${named} and send it again: "errors" says what each must be.`, { errors });
}

function toFault({ path, message }: z.core.$ZodIssue): Fault {
  return { path: path.map(String).join('.'), message };
}
