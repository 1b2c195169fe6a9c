import { expect, it } from 'vitest';
import { addUsd } from './add-usd.js';

it.each([
  [undefined, undefined, '0'], ['0', '', '0'], ['0.0031', undefined, '0.0031'], ['0.1', '0.2', '0.3'], ['0.000000001', '0.999999999', '1'], ['12.5', '7', '19.5'], ['100', '0', '100'],
])('%s and %s are %s', (one, other, sum) => expect(addUsd(one, other)).toBe(sum));
