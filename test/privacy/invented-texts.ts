import type { PersonalText, PersonalValue } from './personal-texts.ts';

type Draw = (n: number) => PersonalValue;

const digits = (n: number, length: number) => String((n * 7_368_787 + 1_299_709) % 10 ** length).padStart(length, '1');

const draws: Draw[] = [
  (n) => ({ kind: 'card', value: luhn(`4${digits(n, 7)}${digits(n + 31, 7)}`) }),
  (n) => ({ kind: 'card', value: luhn(`53${digits(n, 6)}${digits(n + 7, 7)}`).replace(/(.{4})(?=.)/g, n % 2 ? '$1 ' : '$1-') }),
  (n) => ({ kind: 'email', value: `${['marlene', 'o.tool', 'j_brandt+shop', 'KARIM'][n % 4]}${n}@${['mail', 'post', 'sub.inbox'][n % 3]}.example.${n % 2 ? 'com' : 'org'}` }),
  (n) => ({ kind: 'phone', value: `+49 30 ${digits(n, 7)}` }),
  (n) => ({ kind: 'phone', value: `${415 + (n % 50)}-555-${digits(n, 4)}` }),
  (n) => ({ kind: 'iban', value: iban('GB', `WEST${digits(n, 7)}${digits(n + 3, 7)}`) }),
  (n) => ({ kind: 'ssn', value: `${200 + n}-${10 + (n % 80)}-${digits(n, 4)}` }),
  (n) => ({ kind: 'ip', value: `81.${n % 200}.${(n * 7) % 250}.${(n * 13) % 250}` }),
];
const says: Record<string, string[]> = {
  card: ['My card %s was charged twice', 'Please put the refund on %s, that is my credit card.', 'Card number: %s\nwhere is my money?'],
  email: ['Write to me at %s please', 'My new e-mail is %s', 'Where is order 12345? (%s)'],
  phone: ['Call me on %s about order 12345', 'My phone number is %s.', 'Reach me at %s or not at all!!!'],
  iban: ['Send the refund to %s', 'My IBAN is %s, thanks'],
  ssn: ['My SSN is %s, does that prove who I am?', 'social security number %s'],
  ip: ['I logged in from %s and my password is refused', 'Your site blocks %s'],
};

/** Texts of nobody: every kind in turn, in words that customers use. The same in every run. */
export function inventTexts(count: number): PersonalText[] {
  return Array.from({ length: count }, (_, n) => {
    const first = draws[n % draws.length]!(n);
    const second = draws[(n * 5 + 3) % draws.length]!(n + 1_000);
    const sentence = ({ kind, value }: PersonalValue) => says[kind]![Math.floor(n / draws.length) % says[kind]!.length]!.replace('%s', value);
    const values = n % 3 === 0 ? [first, second] : [first];
    return { text: values.map(sentence).join('. '), values };
  });
}

function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => total + (at % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]! : Number(digit)), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function iban(country: string, account: string): string {
  const asNumber = [...`${account}${country}00`].map((sign) => parseInt(sign, 36)).join('');
  return `${country}${String(98n - (BigInt(asNumber) % 97n)).padStart(2, '0')}${account}`;
}
