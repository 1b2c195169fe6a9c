import { escapeHtml } from './escape-html.js';

/** Cells are plain text; figures are set to the right. Without headings where all of them are empty. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (tag: string, text: string) => `<${tag}${/^[\d.]+( %)?$/.test(text) ? ' class="n"' : ''}>${escapeHtml(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map((text) => cell('td', text)).join('')}</tr>`).join('\n');
  return `<table>${head.some(Boolean) ? `<tr>${head.map((text) => cell('th', text)).join('')}</tr>` : ''}${body}</table>`;
}
