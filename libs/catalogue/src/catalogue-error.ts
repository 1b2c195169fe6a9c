import type { Fault } from './catalogue.js';

/** The catalogue cannot be used. The message names every fault with file, line and a way out. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(({ file, line, message, hint }) => `  ${file}:${line}: ${message}. ${hint}`);
    super(`the catalogue has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${lines.join('\n')}`);
  }
}
