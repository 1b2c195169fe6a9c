import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoney, compareMoney, displayMoney, formatMoney, parseAmount, parseMoney } from './money.js';

const usd = (value: string) => parseMoney({ value, currency: 'USD' });

describe('given an amount from outside', () => {
  test.each([
    ['24.90', 2490],
    ['24.9', 2490],
    ['100', 10_000],
    ['100.01', 10_001],
    ['0.00', 0],
    ['-0', 0],
    ['-5.05', -505],
    ['9999999999999.99', 999_999_999_999_999],
  ])('then %s is %i hundredths, exactly', (value, minor) => {
    expect(Object.is(parseAmount(value), minor)).toBe(true);
  });

  test.each(['1e3', '1E3', '24.901', '1,000.00', '+5', '.5', '5.', ' 5', '', 'NaN', 'Infinity', '0x10', '５', '12345678901234'])('then "%s" is refused', (value) => {
    expect(() => parseAmount(value)).toThrow(/is not an amount/);
  });

  test('then another currency than the expected one is refused, not converted', () => {
    expect(() => parseMoney({ value: '5.00', currency: 'EUR' }, 'USD')).toThrow('the amount is in EUR; expected USD');
    expect(() => parseMoney({ value: '5.00', currency: 'usd' })).toThrow(/is not a currency/);
  });
});

test('given any whole number of hundredths, when it is formatted and parsed, then it is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (minor) => {
      const wire = formatMoney({ minor, currency: 'USD' });
      return /^-?\d+\.\d\d$/.test(wire.value) && Object.is(parseMoney(wire).minor, minor === 0 ? 0 : minor);
    }),
  );
});

test('given two amounts, then they are compared and added in hundredths', () => {
  expect(compareMoney(usd('100.00'), usd('100.01'))).toBeLessThan(0);
  expect(compareMoney(usd('100'), usd('100.00'))).toBe(0);
  expect(formatMoney(addMoney(usd('0.10'), usd('0.20')))).toEqual({ value: '0.30', currency: 'USD' });
});

test('given two currencies, then nothing is reckoned', () => {
  const eur = parseMoney({ value: '1.00', currency: 'EUR' });
  expect(() => compareMoney(usd('1.00'), eur)).toThrow('cannot reckon USD with EUR');
  expect(() => addMoney(usd('1.00'), eur)).toThrow('cannot reckon USD with EUR');
});

test('given an amount for a customer, then it has the sign of its currency', () => {
  expect(displayMoney(usd('1240.5'))).toBe('$1,240.50');
  expect(displayMoney({ minor: 2490, currency: 'EUR' })).toBe('€24.90');
});
