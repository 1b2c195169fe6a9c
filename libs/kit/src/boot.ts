import { BootFailure } from './boot-failure.js';

/** A catalogue's faults are written for people too; kit does not know that package. */
const forPeople = [BootFailure.name, 'CatalogueError'];

/** The outermost line of a `main.ts`: a failure to start is a sentence on standard error and exit code 1, a bug keeps its stack. */
export async function boot(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return forPeople.includes(error.name) ? error.message : (error.stack ?? error.message);
}
