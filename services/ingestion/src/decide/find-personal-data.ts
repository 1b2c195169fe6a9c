import { findAddresses } from './find-addresses.js';
import { findCards } from './find-cards.js';
import { findEmails } from './find-emails.js';
import { findIbans } from './find-ibans.js';
import { findIps } from './find-ips.js';
import { findPersons } from './find-persons.js';
import { findPhones } from './find-phones.js';
import { findSocialSecurityNumbers } from './find-social-security-numbers.js';
import type { PersonalSpan } from './personal-span.js';

export interface Hints {
  /** The ids of the orders that the text names: they are never personal data. */
  orderNumbers: readonly string[];
  /** What the submission says that the customer is called. */
  customerName?: string | undefined;
}

/** Personal data in a text, in order, without overlaps. Where two kinds claim the same characters, the one with a checksum wins. */
export function findPersonalData(text: string, hints: Hints): PersonalSpan[] {
  const orders = new Set(hints.orderNumbers);
  const hasDigits = /\d/.test(text);
  const byPrecision = [
    ...findEmails(text),
    ...(hasDigits ? [...findIbans(text), ...findCards(text, orders), ...findSocialSecurityNumbers(text)] : []),
    ...findIps(text),
    ...(hasDigits ? [...findPhones(text, orders), ...findAddresses(text)] : []),
    ...findPersons(text, hints.customerName),
  ];
  const taken: PersonalSpan[] = [];
  for (const span of byPrecision) if (!taken.some((other) => span.start < other.end && other.start < span.end)) taken.push(span);
  return taken.sort((a, b) => a.start - b.start);
}
