import { fileURLToPath } from 'node:url';

/** The catalogue that comes with Deskhand. */
export const shippedCatalogue = fileURLToPath(new URL('../../../deploy/catalogue', import.meta.url));
