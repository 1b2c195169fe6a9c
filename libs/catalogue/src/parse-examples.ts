import { z } from 'zod';
import type { CatalogueFile, Example, Fault } from './catalogue.js';
import { didYouMean } from './did-you-mean.js';
import { textField } from './field.js';

// Members beside these are left alone: a shop's export may carry ids and dates.
const exampleSchema = z.object({ text: textField, intent: z.string(), closure: z.boolean().optional() });

/** Reads `examples/*.jsonl`, one `{"text","intent"}` a line. `nameOf` gives the name a label stands for, or nothing when it is unknown. */
export function parseExamples(file: CatalogueFile, nameOf: (label: string) => string | undefined, labels: readonly string[]): { examples: Example[]; faults: Fault[] } {
  const examples: Example[] = [];
  const faults: Fault[] = [];
  for (const [index, line] of file.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, nameOf, labels);
    if ('text' in read) examples.push(read);
    else faults.push({ file: file.path, line: index + 1, ...read });
  }
  return { examples, faults };
}

function readLine(line: string, nameOf: (label: string) => string | undefined, labels: readonly string[]): Example | Pick<Fault, 'message' | 'hint'> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { message: 'is not JSON', hint: 'Every line is one object: {"text":"Where is my parcel?","intent":"order_status"}.' };
  }
  const read = exampleSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const member = issue?.path.join('.') || 'the line';
    return { message: `"${member}": ${issue?.message ?? 'is wrong'}`, hint: 'Every line is one object: {"text":"Where is my parcel?","intent":"order_status"}.' };
  }
  const intent = nameOf(read.data.intent);
  if (intent !== undefined) return { ...read.data, intent };
  const meant = didYouMean(read.data.intent, labels);
  return { message: `unknown intent "${read.data.intent}"`, hint: meant ? `Did you mean "${meant}"?` : `Known: ${labels.join(', ')}.` };
}
