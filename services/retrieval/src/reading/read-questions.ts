import { parse } from 'csv-parse/sync';
import type { RawDocument, Reading } from './raw-document.js';
import { Unreadable } from './unreadable.js';

const questionNames = ['question', 'questions', 'q', 'title', 'frage', 'pregunta'];
const answerNames = ['answer', 'answers', 'a', 'text', 'response', 'antwort', 'respuesta'];

/** A CSV of questions and answers: a document for each category, a section for each question. @throws Unreadable */
export function readQuestions(text: string, source: string, id: string): Reading {
  const rows = parseRows(text, source);
  const names = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  const column = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const [question, answer, category] = [column(questionNames), column(answerNames), column(['category'])];
  if (question < 0 || answer < 0) throw new Unreadable(`${source}: the first line must name the columns "question" and "answer"; it says ${names.map((name) => `"${name}"`).join(', ') || 'nothing'}.`);
  const said = rows.slice(1).map((row, at) => ({ line: at + 2, question: cell(row, question), answer: cell(row, answer), category: category < 0 ? '' : cell(row, category) }));
  const whole = said.filter((row) => row.question && row.answer);
  if (whole.length === 0) throw new Unreadable(`${source} has no line with both a question and an answer.`);
  const halves = said.filter((row) => !(row.question && row.answer));
  const notices = halves.length > 0 ? [`${source}: ${halves.length} of ${said.length} lines lack the question or the answer and were left out (the first is record ${halves[0]!.line}).`] : [];
  const documents = [...Map.groupBy(whole, (row) => row.category)].map(([named, list]) => toDocument(list, source, named ? `${id}/${named}` : id, named));
  return { documents, notices };
}

function toDocument(rows: readonly { question: string; answer: string }[], source: string, id: string, category: string): RawDocument {
  const body = rows.map(({ question, answer }) => `## ${question.replace(/\s+/g, ' ')}\n\n${answer}`).join('\n\n');
  return { id, source, title: 'Questions and answers', body, category: category ? category.toLowerCase().replace(/[^a-z0-9]+/g, '_') : undefined };
}

function cell(row: readonly string[], column: number): string {
  return (row[column] ?? '').replaceAll('\r\n', '\n').trim();
}

function parseRows(text: string, source: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true }) as string[][];
  } catch (error) {
    throw new Unreadable(`${source} is no CSV: ${(error as Error).message}.`);
  }
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return [',', ';', '\t'].toSorted((one, other) => first.split(other).length - first.split(one).length)[0]!;
}
