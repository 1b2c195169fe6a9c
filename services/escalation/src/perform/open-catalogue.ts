import { fileURLToPath } from 'node:url';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { CatalogueError } from '@deskhand/catalogue/catalogue-error.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { BaseConfig } from '@deskhand/kit/config.js';

const shipped = fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url));

/** @throws BootFailure that names every fault of the catalogue */
export function openCatalogue({ CATALOGUE_DIR }: Pick<BaseConfig, 'CATALOGUE_DIR'>): Catalogue {
  try {
    return loadCatalogue(CATALOGUE_DIR ?? shipped);
  } catch (error) {
    throw error instanceof CatalogueError ? new BootFailure(error.message) : error;
  }
}
