/** An amount as the desk reckons with it: whole hundredths of one currency, never a fraction. */
export type Money = { readonly minor: number; readonly currency: string };

/** An amount as it travels: `{"value":"24.90","currency":"USD"}`. */
export type WireMoney = { value: string; currency: string };

const decimal = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Whole hundredths of a decimal string; exponents, signs of plus, group separators and a third decimal are refused. */
export function parseAmount(value: string): number {
  const match = decimal.exec(value);
  if (!match) throw new RangeError(`"${value}" is not an amount; write it like 24.90, with at most two decimals`);
  const [, sign, whole, fraction = ''] = match;
  const minor = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sign && minor > 0 ? -minor : minor;
}

/** Reads an amount that came from outside. With `expected`, any other currency is refused rather than converted. */
export function parseMoney(wire: WireMoney, expected?: string): Money {
  if (!/^[A-Z]{3}$/.test(wire.currency)) throw new RangeError(`"${wire.currency}" is not a currency; write its ISO 4217 code, such as USD`);
  if (expected !== undefined && wire.currency !== expected) {
    throw new RangeError(`the amount is in ${wire.currency}; expected ${expected}`);
  }
  return { minor: parseAmount(wire.value), currency: wire.currency };
}

/** The form that travels; always two decimals. */
export function formatMoney(money: Money): WireMoney {
  const digits = String(Math.abs(money.minor)).padStart(3, '0');
  return { value: `${money.minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: money.currency };
}

/** What a customer reads: `$24.90`, `€24.90`, `CHF 24.90`. */
export function displayMoney(money: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: money.currency, minimumFractionDigits: 2 });
  return format.format(money.minor / 100);
}

/** Negative, zero or positive, as for a sort. Throws when the currencies differ: the desk never converts. */
export function compareMoney(left: Money, right: Money): number {
  sameCurrency(left, right);
  return left.minor - right.minor;
}

/** The sum; throws when the currencies differ or the sum is too large to be exact. */
export function addMoney(left: Money, right: Money): Money {
  sameCurrency(left, right);
  const minor = left.minor + right.minor;
  if (!Number.isSafeInteger(minor)) throw new RangeError('the sum is too large to be exact');
  return { minor, currency: left.currency };
}

function sameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new RangeError(`cannot reckon ${left.currency} with ${right.currency}`);
}
