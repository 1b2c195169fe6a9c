import { type WireMoney, displayMoney, parseMoney } from '@deskhand/catalogue/money.js';

/** `{"value":"24.90","currency":"USD"}` as a customer reads it: `$24.90`. */
export function showMoney(wire: WireMoney): string {
  return displayMoney(parseMoney(wire));
}
