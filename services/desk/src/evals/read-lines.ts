import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { Failure } from '../cli/failure.js';

/** Where a row stands, for sentences about it: `file:line`. */
export interface Placed {
  place: string;
}

/** The lines of a JSONL file, each of the shape. @throws Failure that names file and line */
export async function readLines<Shape extends z.ZodType<object>>(file: string, shape: Shape): Promise<(z.output<Shape> & Placed)[]> {
  const rows: (z.output<Shape> & Placed)[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      number++;
      const place = `${file}:${number}`;
      if (line.trim()) rows.push({ ...readLine(line.replace(/^\uFEFF/, ''), shape, place), place });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (rows.length === 0) throw new Failure(`${file} is empty: it needs one JSON object a line.`);
  return rows;
}

function readLine<Shape extends z.ZodType<object>>(line: string, shape: Shape, place: string): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Failure(`${place} is not JSON: each line must be one JSON object.`);
  }
  const { data, error } = shape.safeParse(value);
  if (!error) return data;
  const [{ path, message } = { path: [], message: '' }] = error.issues;
  throw new Failure(`${place}: ${path.length > 0 ? `"${path.join('.')}": ` : ''}${message}.`);
}
