import { escapeHtml } from './escape-html.js';
import { figureRows } from './figure-rows.js';
import { htmlTable } from './html-table.js';

export interface Section {
  title: string;
  /** A sentence that says how to read it. */
  note?: string;
  /** HTML. */
  body: string;
}

/** The frame that all reports share: figures first, then what explains them. A page of its own that loads nothing. */
export function pageFrame(title: string, figures: object, sections: readonly Section[]): string {
  const parts = sections.map(({ title: heading, note, body }) => `<h2>${escapeHtml(heading)}</h2>${note ? `<p>${escapeHtml(note)}</p>` : ''}\n${body}`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{padding:.25rem .6rem;text-align:left;border-bottom:1px solid #e3e6ea;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin-top:2rem}.wrong{color:#b3261e}.right{color:#1b7f4b}svg text{font:11px system-ui,sans-serif;fill:#555}
details{border-bottom:1px solid #e3e6ea;padding:.3rem 0}summary{cursor:pointer}blockquote{margin:.4rem 0 .4rem 1rem;white-space:pre-wrap}blockquote b{color:#555}
</style>
<h1>${escapeHtml(title)}</h1>
${htmlTable(['', ''], figureRows(figures))}
${parts.join('\n')}
</html>
`;
}
