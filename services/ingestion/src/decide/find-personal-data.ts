import { findNames } from '@deskhand/detect/find-names.js';
import { findStreets } from '@deskhand/detect/find-streets.js';
import { wholeAddress } from '@deskhand/detect/whole-address.js';
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
    ...(hasDigits ? findPhones(text, orders) : []),
    ...addressesOf(text, hasDigits),
    ...findPersons(text, hints.customerName),
    ...ofKind('person', findNames(text)),
  ];
  const taken: PersonalSpan[] = [];
  for (const span of byPrecision) if (!taken.some((other) => span.start < other.end && other.start < span.end)) taken.push(span);
  return taken.sort((a, b) => a.start - b.start);
}

function ofKind(type: PersonalSpan['type'], spans: readonly { start: number; end: number }[]): PersonalSpan[] {
  return spans.map(({ start, end }) => ({ start, end, type }));
}

/** The widest first: the street alone is part of the whole address. */
function addressesOf(text: string, hasDigits: boolean): PersonalSpan[] {
  const streets = hasDigits ? findAddresses(text).map((span) => wholeAddress(text, span)) : [];
  return ofKind('address', [...streets, ...findStreets(text)].sort((a, b) => b.end - b.start - (a.end - a.start)));
}
