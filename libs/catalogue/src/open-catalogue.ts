import { fileURLToPath } from 'node:url';
import type { Catalogue } from './catalogue.js';
import { loadCatalogue } from './load-catalogue.js';

const shipped = fileURLToPath(new URL('../../../deploy/catalogue', import.meta.url));

/** The catalogue that a service works by: CATALOGUE_DIR, or the one that comes with Deskhand. @throws CatalogueError that names every fault */
export function openCatalogue({ CATALOGUE_DIR = shipped }: { readonly CATALOGUE_DIR?: string | undefined }): Catalogue {
  return loadCatalogue(CATALOGUE_DIR);
}
