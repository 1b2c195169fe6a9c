/** The sum of two decimal amounts in US dollars, exact to the billionth, without zeros at the end. */
export function addUsd(one: string | undefined, other: string | undefined): string {
  const digits = String(nanoOf(one) + nanoOf(other)).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}

function nanoOf(usd = ''): bigint {
  const [whole = '', part = ''] = usd.split('.');
  return BigInt(`${whole || '0'}${part.slice(0, 9).padEnd(9, '0')}`);
}
