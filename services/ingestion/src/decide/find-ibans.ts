import type { PersonalSpan } from './personal-span.js';

/** Characters of an IBAN by country, from the SWIFT registry. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22
   GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20
   MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
   UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const beginning = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/giu;

/** Account numbers of the registered countries whose checksum holds, in any grouping and case. */
export function findIbans(text: string): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const { 0: start, index } of text.matchAll(beginning)) {
    const length = lengths[start.slice(0, 2).toUpperCase()];
    const taken = length && take(text, index, length);
    if (taken && passesMod97(taken.characters)) found.push({ start: index, end: taken.end, type: 'iban' });
  }
  return found;
}

/** That many letters and digits from `from` on, with at most one separator between two of them. */
function take(text: string, from: number, length: number): { characters: string; end: number } | undefined {
  let characters = '';
  let at = from;
  for (; characters.length < length; at++) {
    const unit = text[at] ?? '';
    if (/^[a-z0-9]$/i.test(unit)) characters += unit.toUpperCase();
    else if (!/^[ -]$/.test(unit) || /^[ -]$/.test(text[at - 1] ?? '')) return undefined;
  }
  return /^[\p{L}\p{N}]/u.test(text.slice(at)) ? undefined : { characters, end: at };
}

function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const unit of iban.slice(4) + iban.slice(0, 4)) for (const digit of String(parseInt(unit, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
