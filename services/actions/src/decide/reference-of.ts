const letters = 'BCDFGHJKLMNPQRST';

/** What a customer can refer to. Letters only: nobody takes it for an order number, and it spells no word. */
export function referenceOf(key: string): string {
  const digits = key.replace(/[^0-9a-f]/gi, '').slice(0, 8);
  return `REF-${[...digits].map((digit) => letters[Number.parseInt(digit, 16)]).join('')}`;
}
