/** What kinds of personal data the desk looks for. */
export const personalKinds = ['card', 'email', 'phone', 'ssn', 'iban', 'ip', 'person', 'address'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** One piece of personal data in a text: UTF-16 units, `end` exclusive. */
export interface PersonalSpan {
  start: number;
  end: number;
  type: PersonalKind;
}

export function spanOf(match: RegExpExecArray, type: PersonalKind, group = 0): PersonalSpan {
  const [start, end] = match.indices?.[group] ?? [match.index, match.index + match[0].length];
  return { start, end, type };
}
