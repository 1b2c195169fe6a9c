import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Failure } from '../cli/failure.js';

/** One JSON object a line. @throws Failure when the file cannot be written */
export async function writeLines(file: string, rows: readonly object[]): Promise<void> {
  const stream = createWriteStream(file);
  try {
    for (const row of rows) if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
