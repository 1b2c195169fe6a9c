import type { Catalogue } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import { parseCatalogue } from './parse-catalogue.js';
import { readCatalogueFiles } from './read-catalogue-files.js';

/** Reads a catalogue folder. Throws a `CatalogueError` with all faults: a desk never starts with half a catalogue. */
export function loadCatalogue(dir: string): Catalogue {
  const { catalogue, faults } = parseCatalogue(readCatalogueFiles(dir));
  if (!catalogue) throw new CatalogueError(faults);
  return catalogue;
}
