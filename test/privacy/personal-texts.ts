import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text with the values in it that must never be found outside. */
export interface PersonalText {
  text: string;
  values: PersonalValue[];
}

export interface PersonalValue {
  kind: string;
  value: string;
}

interface Labelled {
  text: string;
  spans: { entity_type: string; entity_value: string }[];
}

/** The structured kinds, by the labels of the data set; names, places and dates are no structured values. */
const kinds: Record<string, string> = {
  CREDIT_CARD: 'card', EMAIL_ADDRESS: 'email', PHONE_NUMBER: 'phone', IBAN_CODE: 'iban', US_SSN: 'ssn', IP_ADDRESS: 'ip',
};

const fileName = 'pii_presidio_a.jsonl';
export const hasLabelledTexts = (dir: string) => dir !== '' && existsSync(join(dir, fileName));

export function readLabelledTexts(dir: string): PersonalText[] {
  const lines = readFileSync(join(dir, fileName), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { text, spans } = JSON.parse(line) as Labelled;
    return { text, values: spans.flatMap(({ entity_type: type, entity_value: value }) => (kinds[type] ? [{ kind: kinds[type], value }] : [])) };
  });
}
