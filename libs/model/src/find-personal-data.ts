const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const digits = /\b\d(?:[ -]?\d){12,18}\b/g;
const ssn = /\b\d{3}-\d{2}-\d{4}\b/g;
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;

/** E-mail addresses, card numbers, social security numbers and IBANs in the clear, apart from those that stand in `open`. */
export function findPersonalData(text: string, open = ''): string[] {
  const found = [
    ...(text.match(email) ?? []).map((address) => address.replace(/\.$/, '')),
    ...(text.match(digits) ?? []).filter(isCard),
    ...(text.match(ssn) ?? []),
    ...(text.match(iban) ?? []).filter(isIban),
  ];
  return found.filter((each) => !open.includes(each));
}

/** The same text without them. */
export function removePersonalData(text: string, open = ''): string {
  return findPersonalData(text, open).reduce((rest, found) => rest.replaceAll(found, '[removed]'), text);
}

function isCard(text: string): boolean {
  const reversed = [...text.replace(/\D/g, '')].reverse().map(Number);
  const sum = reversed.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0 && reversed.some((digit) => digit !== 0);
}

function isIban(text: string): boolean {
  const bare = text.replaceAll(' ', '');
  const numeric = [...bare.slice(4), ...bare.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(numeric) % 97n === 1n;
}
