import type { Difference, Replayed } from './difference.js';

export interface ReplayHead {
  readonly from: string;
  readonly to: string;
  readonly candidate: string;
}

const shown = 2_000;

/** The differences as a page: how many by decision, then turn by turn. */
export function replayPage({ from, to, candidate }: ReplayHead, { turns, leftOut, searches, withoutBaseline, askedAnew, differences }: Replayed): string {
  const same = turns - differences.length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Replay</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:1300px;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 2rem;width:100%}td,th{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #e3e6ea}
.was{color:#8c1d18}.would{color:#0b5c2b}.text{color:#555}code{font:13px ui-monospace,monospace}
</style>
<h1>What would be decided differently</h1>
<p>Candidate: <code>${escape(candidate)}</code><br>Turns received from ${escape(from)} to ${escape(to)}.</p>
<p><b>${turns}</b> turns decided again: <b>${same}</b> the same, <b>${differences.length}</b> different. ${leftOut} left out (undecided, held by people, or erased).
${searches} searches were computed, ${withoutBaseline} turns were recorded under a catalogue that is not at hand, in ${askedAnew} a model would be asked with another prompt.</p>
<h2>By decision</h2>
<table><tr><th>stage</th><th>decision</th><th>turns</th></tr>${counts(differences).map(([stage, decision, count]) => `<tr><td>${stage}</td><td>${escape(decision)}</td><td>${count}</td></tr>`).join('')}</table>
<h2>By turn</h2>
<table><tr><th>turn</th><th>stage</th><th>decision</th><th>was</th><th>would be</th></tr>
${differences.slice(0, shown).map(rows).join('\n')}
</table>${differences.length > shown ? `<p>… and ${differences.length - shown} more: --json has them all.</p>` : ''}
</html>
`;
}

function counts(differences: readonly Difference[]): [string, string, number][] {
  const found = new Map<string, number>();
  for (const { stage, decision } of differences.flatMap(({ changed }) => changed)) found.set(`${stage} ${decision}`, (found.get(`${stage} ${decision}`) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1]).map(([name, count]) => [name.split(' ')[0]!, name.slice(name.indexOf(' ') + 1), count]);
}

function rows({ ticketId, turn, text, why, changed }: Difference): string {
  const head = `<td rowspan="${changed.length}"><code>${escape(ticketId)}/${turn}</code><br><span class="text">${escape(text.slice(0, 200))}</span>${why ? `<br>${escape(why)}` : ''}</td>`;
  return changed.map(({ stage, decision, was, would }, n) => `<tr>${n ? '' : head}<td>${stage}</td><td>${escape(decision)}</td><td class="was">${escape(was)}</td><td class="would">${escape(would)}</td></tr>`).join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
