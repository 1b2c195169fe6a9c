import { load } from 'cheerio';
import { Unreadable } from './unreadable.js';

export interface Sitemap {
  /** Pages of the same host. */
  readonly pages: readonly string[];
  /** Further sitemaps of the same host. */
  readonly sitemaps: readonly string[];
}

/** The addresses that a sitemap names, others than the host's own left out. @throws Unreadable */
export function readSitemap(xml: string, url: string): Sitemap {
  const document = load(xml, { xml: true });
  const { host } = new URL(url);
  const named = (kind: string) => {
    const found = document(`${kind} > loc`).map((_, element) => document(element).text().trim()).get();
    return [...new Set(found.filter((each) => URL.canParse(each) && new URL(each).host === host))];
  };
  const sitemap = { pages: named('url'), sitemaps: named('sitemap') };
  if (sitemap.pages.length + sitemap.sitemaps.length === 0) throw new Unreadable(`${url} is no sitemap, or names no page of ${host}.`);
  return sitemap;
}

/** Whether an answer is a sitemap rather than a page. */
export function isSitemap(contentType: string, text: string): boolean {
  return /\bxml$/.test(contentType) && !contentType.includes('xhtml') && /<(?:urlset|sitemapindex)\b/.test(text);
}
