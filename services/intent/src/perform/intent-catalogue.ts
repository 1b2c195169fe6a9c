/** Token of the catalogue as this service read it. */
export const INTENT_CATALOGUE = Symbol('intent.catalogue');
