import { Refusal } from '../refusal.js';
import { type Money, shopCurrency } from './money.js';
import { toMinorUnits } from './to-minor-units.js';

/** The minor units of an amount that a caller asks to move. */
export function acceptAmount(amount: Money): number {
  const units = toMinorUnits(amount.value);
  if (units === undefined) {
    throw refuse('amount_not_decimal', 'value', `The amount "${amount.value.slice(0, 40)}" is not a decimal amount; write it like "24.90".`);
  }
  if (units <= 0) throw refuse('amount_not_positive', 'value', 'The amount must be more than zero.');
  if (amount.currency !== shopCurrency) {
    throw refuse('currency_not_accepted', 'currency', `This shop trades in ${shopCurrency} only.`);
  }
  return units;
}

function refuse(code: 'amount_not_decimal' | 'amount_not_positive' | 'currency_not_accepted', member: string, sentence: string): Refusal {
  return new Refusal(422, code, sentence, [{ path: `amount.${member}`, message: sentence }]);
}
