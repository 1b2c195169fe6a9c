import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { describeDate } from './describe-date.js';
import type { DoneCall } from './turn.js';

/** What a draft may take its figures from. */
export interface Evidence {
  readonly calls: readonly Pick<DoneCall, 'arguments' | 'result' | 'waits'>[];
  readonly passages: readonly Pick<Passage, 'text' | 'title'>[];
  /** What may be said back to the customer who named it: order numbers, no amounts. */
  readonly echoes: readonly string[];
  /** What the desk knows besides: the question it asked, the customer's account. */
  readonly known: readonly unknown[];
  /** The shop's own fixed words hold figures too ("5-10 business days"). */
  readonly replies: Catalogue['replies'];
  readonly now: string;
}

export interface DraftFault {
  readonly rule: 'template_hole' | 'invented_figure' | 'personal_data' | 'empty';
  readonly found: string;
}

const holes = /\{[^}]*\}|\{|\}|\bundefined\b|\bNaN\b|\bnull\b|\[object \w+\]|<%|%>/;
const tokens = /<[A-Z]+(?:_\d{4})?_[0-9a-f]{6,}>/g;
const personal = /[\w.+-]+@[\w-]+\.[\w.]+|\b(?:\d[ -]?){13,19}\b|\b\d{3}-\d{2}-\d{4}\b|\+\d(?:[ ()-]?\d){8,}/g;
const masked = /^\S?\*{2,}@/;
const figures = /[\p{L}\p{N}]*\d[\p{L}\p{N}]*(?:[.,/:-][\p{L}\p{N}]*\d[\p{L}\p{N}]*)*/gu;

/** Everything wrong with a draft: a figure, date, amount or id that nothing backs, a hole, personal data in the clear. Empty: it may go. */
export function checkDraft(draft: string, evidence: Evidence): DraftFault[] {
  if (!draft.trim()) return [{ rule: 'empty', found: '' }];
  const plain = draft.replace(tokens, ' ');
  const hole = holes.exec(plain)?.[0];
  const backed = evidenceText(evidence);
  const fixed = fixedWords(evidence.replies);
  const known = new Set(figuresIn(backed).flatMap(spellings));
  const clear = (plain.match(personal) ?? []).filter((found) => !masked.test(found) && ![backed, fixed.text].some((words) => words.includes(found.trim())));
  const invented = figuresIn(plain).filter((figure) => !spellings(figure).some((spelling) => known.has(spelling) || fixed.figures.has(spelling)));
  return [
    ...(hole === undefined ? [] : [{ rule: 'template_hole' as const, found: hole }]),
    ...clear.map((found) => ({ rule: 'personal_data' as const, found })),
    ...invented.map((found) => ({ rule: 'invented_figure' as const, found })),
  ];
}

/** Pieces without a digit are set aside first: the pattern would try each of their letters. */
function figuresIn(text: string): string[] {
  const pieces = text.split(' ').filter((piece) => /\d/.test(piece));
  return pieces.join(' ').match(figures) ?? [];
}

interface FixedWords {
  readonly text: string;
  readonly figures: ReadonlySet<string>;
}

/** A catalogue's replies are the same for every draft. */
const read = new WeakMap<Catalogue['replies'], FixedWords>();

function fixedWords(replies: Catalogue['replies']): FixedWords {
  const known = read.get(replies);
  if (known) return known;
  const text = Object.values(replies).join('\n').replace(tokens, ' ');
  const words = { text, figures: new Set(figuresIn(text).flatMap(spellings)) };
  read.set(replies, words);
  return words;
}

function evidenceText({ calls, passages, echoes, known, now }: Evidence): string {
  const facts = [...calls.flatMap(({ arguments: args, result, waits }) => [args, result, waits?.reference]), ...known];
  const said = facts.map((fact) => leaves(fact).map((leaf) => `${leaf} ${dateSpellings(leaf, now)}`).join(' '));
  return [...said, ...passages.flatMap(({ text, title }) => [title, text]), ...echoes].join('\n').replace(tokens, ' ');
}

function leaves(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leaves);
  return [String(value)];
}

function dateSpellings(leaf: string, now: string): string {
  return /^\d{4}-\d\d-\d\d(?:T|$)/.test(leaf) && !Number.isNaN(Date.parse(leaf)) ? describeDate(leaf, now) : '';
}

/** `1,250.00`, `1250.00` and `1250` are one figure; `05/10/2026` stays a date. */
function spellings(figure: string): string[] {
  const bare = figure.replace(/(?<=\d),(?=\d{3})/g, '').toLowerCase();
  return /^\d+\.\d+$/.test(bare) ? [bare, String(Number(bare))] : [bare];
}
