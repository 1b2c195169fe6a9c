import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { CatalogueError } from '@deskhand/catalogue/catalogue-error.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { fileURLToPath } from 'node:url';

/** Token of the catalogue as this service read it. */
export const INTENT_CATALOGUE = Symbol('intent.catalogue');

const shipped = fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url));

/** @throws BootFailure that names every fault of the folder */
export function openCatalogue(dir: string = shipped): Catalogue {
  try {
    return loadCatalogue(dir);
  } catch (error) {
    if (error instanceof CatalogueError) throw new BootFailure(`CATALOGUE_DIR ${dir}: ${error.message}`, { cause: error });
    throw error;
  }
}
