import type { ChaosReport } from './run-chaos.ts';
import { showReport } from './show-report.ts';

const width = 1_200;
const rowHeight = 22;

/** A failing run as one page: faults as bars on a row for each target, tickets at rest as a line, and below what was wrong. */
export function timelinePage(report: ChaosReport, again: string): string {
  const { began, history } = report;
  const { sent, rested, faults } = history;
  const end = Math.max(began + 1, ...faults.map(({ until }) => until), ...[...rested.values()].map(({ at }) => at));
  const x = (at: number) => ((Math.max(began, at) - began) / (end - began)) * width;
  const targets = [...new Set(faults.map(({ target }) => target))].toSorted();
  const bars = faults.map(({ kind, target, from, until }) => {
    const y = targets.indexOf(target) * rowHeight;
    const title = `${kind} ${target}, ${seconds(from - began)} to ${seconds(until - began)}`;
    return `<rect class="${kind}" x="${x(from).toFixed(1)}" y="${y + 3}" width="${Math.max(3, x(until) - x(from)).toFixed(1)}" height="${rowHeight - 6}"><title>${title}</title></rect>`;
  });
  const labels = targets.map((target, n) => `<text x="-8" y="${n * rowHeight + 15}" text-anchor="end">${target}</text>`);
  const top = targets.length * rowHeight + 10;
  const line = (name: string, moments: number[]) => {
    const points = moments.toSorted((a, b) => a - b).map((at, n) => `${x(at).toFixed(1)},${(top + 160 - (160 * (n + 1)) / Math.max(1, sent.size)).toFixed(1)}`);
    return `<polyline class="${name}" points="0,${top + 160} ${points.join(' ')}"/>`;
  };
  const ticks = Array.from({ length: 11 }, (_, n) => `<text x="${(n * width) / 10}" y="${top + 180}" text-anchor="middle">${seconds(((end - began) * n) / 10)}</text>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Deskhand: a chaos run that failed</title>
<style>body{font:14px system-ui;margin:2rem;color:#222}svg text{font-size:12px}rect{fill:#c0392b}rect.freeze{fill:#2980b9}rect.delay,rect.half_open,rect.cut{fill:#8e44ad}rect.flush{fill:#16a085}
polyline{fill:none;stroke-width:1.5}.sent{stroke:#999}.rested{stroke:#27ae60}pre{background:#f4f4f4;padding:1rem;overflow:auto}</style>
<h1>A chaos run that failed</h1><p>Again: <code>${escape(again)}</code></p>
<p>Red: killed. Blue: frozen. Violet: network. Grey line: tickets sent; green: at rest. Point at a bar to read it.</p>
<svg viewBox="-90 0 ${width + 130} ${top + 190}" width="100%">${[...labels, ...bars, line('sent', [...sent.values()].map(({ at }) => at)), line('rested', [...rested.values()].map(({ at }) => at)), ...ticks].join('')}</svg>
<pre>${escape(showReport(report))}</pre>
<h2>Everything that was wrong</h2><pre>${escape(Object.entries(report.verdict).flatMap(([name, found]: [string, string[]]) => found.map((one) => `${name}: ${one}`)).join('\n'))}</pre></html>
`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
