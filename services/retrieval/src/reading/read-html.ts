import { load } from 'cheerio';
import TurndownService from 'turndown';
import type { RawDocument } from './raw-document.js';
import { Unreadable } from './unreadable.js';

/** What surrounds a page's text, and what people who look at it do not see. */
const noise =
  'script, style, noscript, template, iframe, svg, canvas, form, button, nav, header, footer, aside, dialog, [hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"], ' +
  '[style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i], [style*="visibility: hidden" i], [style*="font-size:0" i]';

/** The text of a page as Markdown. @throws Unreadable where there is none */
export function readHtml(html: string, source: string, id: string): RawDocument {
  const page = load(html);
  const heading = page('h1').first().text().trim();
  const title = heading || page('title').first().text().trim() || id;
  const updated = /^\d{4}-\d\d-\d\d/.exec(page('meta[property="article:modified_time"]').attr('content') ?? '')?.[0];
  page(noise).remove();
  const main = page('main, article, [role="main"]').first();
  const body = toMarkdown((main.text().trim() ? main : page('body')).html() ?? '');
  if (body === '') throw new Unreadable(`${source} has no text: a page that only scripts fill cannot be read.`);
  return { id, source, title: title.replace(/\s+/g, ' '), body, updated };
}

function toMarkdown(html: string): string {
  const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced' });
  // Addresses and pictures are nothing that an answer may quote.
  turndown.addRule('links', { filter: ['a'], replacement: (content) => content });
  turndown.addRule('pictures', { filter: ['img', 'picture', 'video', 'audio'], replacement: () => '' });
  turndown.addRule('cells', { filter: ['td', 'th'], replacement: (content) => `${content.trim()} | ` });
  turndown.addRule('rows', { filter: ['tr'], replacement: (content) => `\n${content.replace(/ \| $/, '')}` });
  return turndown.turndown(html).replace(/\\([[\]_*.`#+-])/g, '$1').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}
