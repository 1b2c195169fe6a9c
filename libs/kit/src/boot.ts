import { sentenceForPeople } from './sentence-for-people.js';

/** The outermost line of a `main.ts`: a failure to start is a sentence on standard error and exit code 1, a bug keeps its stack. */
export async function boot(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${sentenceForPeople(error) ?? describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
