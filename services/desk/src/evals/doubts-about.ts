import type { Placed } from './read-lines.js';
import type { Labelled } from './shapes.js';

type Row = Labelled & Placed;

/** What somebody who labelled the texts would want to know before believing the figures. */
export function doubtsAbout(train: readonly Row[], test: readonly Row[], oos: string | undefined): string[] {
  const first = new Map<string, Row>();
  for (const row of train) if (!first.has(row.text)) first.set(row.text, row);
  const torn = train.filter(({ text, label }) => first.get(text)!.label !== label);
  const trained = new Set(train.map(({ label }) => label));
  const unknown = [...new Set(test.map(({ label }) => label))].filter((label) => label !== oos && !trained.has(label));
  const seen = test.filter(({ text }) => first.has(text));
  return [
    ...torn.slice(0, 1).map((row) => `${row.place}: "${row.label}" is said of a text that ${first.get(row.text)!.place} calls "${first.get(row.text)!.label}"${andMore(torn)}: the classifier can only be half right there.`),
    ...repeatedIds(test),
    ...unreadable(train, 'training'),
    ...unreadable(test, 'test'),
    ...(unknown.length ? [`No training text has the label ${unknown.map((label) => `"${label}"`).join(', ')}: its texts cannot be answered right. Where it means out of scope, name it with --oos.`] : []),
    ...(seen.length ? [`${seen[0]!.place}: a training text too${andMore(seen)}: the figures flatter.`] : []),
  ];
}

/** Predictions are told apart by their ids. */
function repeatedIds(test: readonly Row[]): string[] {
  const places = new Map<Row['id'], string>();
  const again = test.filter(({ id, place }) => places.has(id) || !places.set(id, place));
  return again.slice(0, 1).map(({ id, place }) => `${place}: the id ${JSON.stringify(id)} is also that of ${places.get(id)}${andMore(again)}: predictions cannot be told apart by it.`);
}

/** The classifier's words are of Latin letters and digits. */
function unreadable(rows: readonly Row[], kind: string): string[] {
  const blind = rows.filter(({ text }) => !/[a-z\d]/i.test(text.normalize('NFKD')));
  return blind.slice(0, 1).map(({ place }) => `${place}: this ${kind} text has no word the classifier can read${andMore(blind)}: it knows Latin letters and digits, other scripts are guessed at.`);
}

function andMore(rows: readonly Row[]): string {
  return rows.length > 1 ? ` (and ${rows.length - 1} more like it)` : '';
}
