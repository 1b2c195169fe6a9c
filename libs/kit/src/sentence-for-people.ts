import { BootFailure } from './boot-failure.js';

/** A catalogue's faults are written for people too; kit does not know that package. */
const written = [BootFailure.name, 'CatalogueError'];

/** What the person who started it should read; undefined for a bug, whose stack is wanted. */
export function sentenceForPeople(error: unknown): string | undefined {
  return error instanceof Error && written.includes(error.name) ? error.message : undefined;
}
