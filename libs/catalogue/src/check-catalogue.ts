import type { CatalogueFile, Fault } from './catalogue.js';
import { parseCatalogue } from './parse-catalogue.js';

/** Everything that is wrong with a catalogue, by file and line. Empty when a desk could start with it. */
export function checkCatalogue(files: readonly CatalogueFile[]): Fault[] {
  return parseCatalogue(files).faults;
}
