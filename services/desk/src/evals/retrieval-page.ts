import type { RetrievalFigures } from './evaluate-retrieval.js';
import { coverageDrawing } from './pages/coverage-drawing.js';
import { htmlTable } from './pages/html-table.js';
import { pageFrame } from './pages/page-frame.js';
import type { Id } from './shapes.js';

const shown = 40;
const longest = 160;
const depth = 10;

/** A page about a search: both rankings side by side, how deep one has to look, and the questions whose document came late or not at all. */
export function retrievalPage(
  corpus: readonly { id: Id; title?: string | undefined; text: string }[],
  queries: readonly { text: string; relevant: Id[] }[],
  predictions: readonly { ranked: Id[] }[],
  figures: RetrievalFigures,
  yardstick: RetrievalFigures,
): string {
  const ranks = queries.map(({ relevant }, at) => predictions[at]!.ranked.findIndex((id) => relevant.includes(id)) + 1 || Infinity);
  const answerable = ranks.filter((_, at) => queries[at]!.relevant.length > 0);
  const names = new Map(corpus.map(({ id, title, text }) => [id, (title ?? text).slice(0, longest)]));
  const steps = Array.from({ length: depth }, (_, at) => ({ name: `${at + 1} read`, covered: (at + 1) / depth, right: answerable.filter((rank) => rank <= at + 1).length / Math.max(1, answerable.length) }));
  const late = queries.flatMap(({ text, relevant }, at) => (relevant.length > 0 && ranks[at]! > 1 ? [{ text, wanted: names.get(relevant[0]!) ?? '', rank: ranks[at]!, first: names.get(predictions[at]!.ranked[0]!) ?? 'nothing' }] : []));
  const rows = late.toSorted((a, b) => b.rank - a.rank).slice(0, shown);
  return pageFrame('Retrieval', { questions: queries.length, documents: corpus.length }, [
    { title: 'Beside BM25', body: htmlTable(['', 'here', 'BM25'], Object.entries(figures).map(([name, value]) => [name, value.toFixed(3), yardstick[name as keyof RetrievalFigures].toFixed(3)])) },
    { title: 'Cost and accuracy', note: 'Reading one to ten documents (left to right): how many questions have a right one among them.', body: coverageDrawing(steps, 'of ten documents read') },
    { title: 'Late or missing, worst first', body: htmlTable(['question', 'wanted', 'at', 'came first'], rows.map(({ text, wanted, rank, first }) => [text.slice(0, longest), wanted, Number.isFinite(rank) ? String(rank) : 'nowhere', first])) },
  ]);
}
