import { z } from 'zod';
import type { Fault } from './catalogue.js';
import { didYouMean } from './did-you-mean.js';

type Path = readonly (string | number)[];

/** Turns what the schema has to say into sentences with a file, a line and a way out. */
export function faultsOfIssues(file: string, issues: readonly z.core.$ZodIssue[], schema: z.ZodType, input: unknown, lineOf: (path: Path) => number): Fault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path);
      return issue.keys.map((key) => unknownKey(file, lineOf([...path, key]), key, known));
    }
    return [{ file, line: lineOf(path), ...describe(issue, path, valueAt(input, path)) }];
  });
}

function unknownKey(file: string, line: number, key: string, known: readonly string[]): Fault {
  const meant = didYouMean(key, known);
  const hint = meant ? `Did you mean "${meant}"?` : known.length > 0 ? `Known here: ${known.join(', ')}.` : 'Remove it.';
  return { file, line, message: `unknown key "${key}"`, hint };
}

function describe(issue: z.core.$ZodIssue, path: Path, value: unknown): { message: string; hint: string } {
  const name = path.length > 0 ? `"${path.join('.')}"` : 'the file';
  if (value === undefined && path.length > 0) return { message: `${name} is missing`, hint: `Add the key ${name}.` };
  if (issue.code === 'invalid_value' && issue.values.length > 1) {
    const known = issue.values.map(String);
    const meant = didYouMean(String(value), known);
    return { message: `${name} is ${show(value)}, which is not known`, hint: meant ? `Did you mean "${meant}"?` : `Known here: ${known.join(', ')}.` };
  }
  if (issue.code === 'invalid_type') {
    const wanted = typeWords[issue.expected] ?? issue.expected;
    return { message: `${name} is ${show(value)}, not ${wanted}`, hint: `Write ${wanted}.` };
  }
  return { message: `${name}: ${issue.message}`, hint: 'Correct the value.' };
}

const typeWords: Record<string, string> = {
  string: 'text (put it in quotes if it looks like something else)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
  return value;
}

/** The keys that the schema allows at a path; looked up so that a mistyped one can be named. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let current: z.core.$ZodType = unwrap(schema);
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[step] ?? z.never());
    else if (current instanceof z.ZodArray) current = unwrap(current.element);
    else if (current instanceof z.ZodRecord) current = unwrap(current.valueType);
    else return [];
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  return schema;
}
