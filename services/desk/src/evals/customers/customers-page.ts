import { coverageDrawing } from '../pages/coverage-drawing.js';
import { escapeHtml } from '../pages/escape-html.js';
import { htmlTable } from '../pages/html-table.js';
import { pageFrame } from '../pages/page-frame.js';
import type { CustomerFigures } from './customer-figures.js';
import type { CustomerResult } from './judge-customer.js';

/** What became of every scripted customer, the failed ones first and with their talk. */
export function customersPage(catalogue: string, figures: CustomerFigures, results: readonly CustomerResult[]): string {
  const steps = figures.curve.map(({ confidence, answered, risk }) => ({ name: `from confidence ${confidence.toFixed(2)}`, covered: answered, right: 1 - risk }));
  return pageFrame(`Customers of ${catalogue}`, figures, [
    { title: 'Answered and right', note: 'From right to left the desk answers only when it is surer; the rest would go to people. Higher is better.', body: coverageDrawing(steps) },
    { title: 'By intent', body: htmlTable(['intent', 'customers', 'answered', 'escalated', 'wrong'], byIntent(results)) },
    { title: 'Why people were asked', body: htmlTable(['code', 'customers'], codes(results)) },
    { title: 'Failed', body: results.filter(({ passed }) => !passed).map((one) => talk(one, true)).join('\n') || '<p>None.</p>' },
    { title: 'Passed', body: results.filter(({ passed }) => passed).map((one) => talk(one, false)).join('\n') || '<p>None.</p>' },
  ]);
}

function byIntent(results: readonly CustomerResult[]): string[][] {
  const intents = [...new Set(results.map(({ intent }) => intent))].sort();
  return intents.map((intent) => {
    const of = results.filter((one) => one.intent === intent);
    return [intent, String(of.length), ...(['answered', 'escalated', 'wrong'] as const).map((ending) => String(of.filter((one) => one.ending === ending).length))];
  });
}

function codes(results: readonly CustomerResult[]): string[][] {
  const counts = new Map<string, number>();
  for (const { ending, code } of results) if (ending === 'escalated') counts.set(code ?? 'approval', (counts.get(code ?? 'approval') ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([code, count]) => [code, String(count)]);
}

function talk({ name, place, ending, faults, confidence, talk: messages }: CustomerResult, open: boolean): string {
  const said = messages.map(({ from, text }) => `<blockquote><b>${escapeHtml(from)}</b> ${escapeHtml(text)}</blockquote>`).join('\n');
  const why = faults.map((fault) => `<li class="wrong">${escapeHtml(fault)}</li>`).join('');
  return `<details${open ? ' open' : ''}><summary><b>${escapeHtml(name)}</b> · ${ending} · sure to ${confidence.toFixed(2)} · ${escapeHtml(place)}</summary><ul>${why}</ul>${said}</details>`;
}
