import { type Money, shopCurrency } from './money.js';

/** `2490` → `{"value":"24.90","currency":"USD"}`. */
export function toMoney(minorUnits: number): Money {
  const digits = String(Math.abs(minorUnits)).padStart(3, '0');
  const value = `${minorUnits < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { value, currency: shopCurrency };
}
