import { toMinorUnits } from '../money/to-minor-units.js';

/** The minor units of a price in the seed; a typing error there ends the start. */
export function minorUnitsOf(price: string): number {
  const units = toMinorUnits(price);
  if (units === undefined) throw new Error(`the seed holds the price "${price}"`);
  return units;
}
