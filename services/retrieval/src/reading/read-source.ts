import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { type FetchOptions, fetchPage, type Page } from './fetch-page.js';
import type { Reading } from './raw-document.js';
import { readableEndings, readBytes } from './read-bytes.js';
import { isSitemap, readSitemap } from './read-sitemap.js';
import { Unreadable } from './unreadable.js';

/** One file or address, and what came of it. */
export type Outcome = { readonly source: string } & ({ readonly reading: Reading } | { readonly fault: string });

export interface Source {
  /** Files and addresses to be read. */
  readonly count: number;
  readonly outcomes: AsyncGenerator<Outcome>;
}

const mostBytes = 50 * 1024 * 1024;
const mostPages = 1_000;

/** Opens a file, a folder, an address or a sitemap; each file or page is then read by itself, and a fault of one stops no other. @throws Unreadable */
export async function readSource(source: string, options: FetchOptions = {}): Promise<Source> {
  if (/^https?:\/\//i.test(source)) return readAddress(source, options);
  const found = await stat(source).catch(() => undefined);
  if (!found) throw new Unreadable(`${source} does not exist.`);
  const paths = found.isDirectory() ? await filesBelow(source) : [source];
  if (paths.length === 0) throw new Unreadable(`${source} has no file that can be read: ${readableEndings.map((each) => `.${each}`).join(', ')} can.`);
  const root = found.isDirectory() ? source : '';
  return { count: paths.length, outcomes: each(paths, (path) => readFileAt(path, root)) };
}

async function* each(sources: readonly string[], read: (source: string) => Promise<Reading>): AsyncGenerator<Outcome> {
  for (const source of sources) {
    try {
      yield { source, reading: await read(source) };
    } catch (error) {
      yield { source, fault: error instanceof Unreadable ? error.message : `${source} cannot be read (${(error as Error).message}).` };
    }
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => !relative(folder, path).split(sep).some((part) => part.startsWith('.') || part === 'node_modules') && isReadable(path)).sort();
}

function isReadable(path: string): boolean {
  return readableEndings.includes(extname(path).slice(1).toLowerCase());
}

async function readFileAt(path: string, root: string): Promise<Reading> {
  const { size } = await stat(path);
  if (size > mostBytes) throw new Unreadable(`${path} has ${Math.ceil(size / 1024 / 1024)} MB, and the most that is read is ${mostBytes / 1024 / 1024} MB: split it.`);
  const name = root ? relative(root, path).split(sep).join('/') : basename(path);
  return readBytes(await readFile(path), path, name.slice(0, name.length - extname(name).length));
}

async function readAddress(address: string, options: FetchOptions): Promise<Source> {
  const first = await fetchPage(address, options);
  if (!isSitemap(first.contentType, textOf(first).slice(0, 2_000))) return { count: 1, outcomes: each([address], () => readPage(first)) };
  const { pages, sitemaps } = readSitemap(textOf(first), first.url);
  const further: string[] = [];
  for (const sitemap of sitemaps) {
    const page = await fetchPage(sitemap, options);
    further.push(...readSitemap(textOf(page), page.url).pages);
  }
  const all = [...new Set([...pages, ...further])];
  if (all.length > mostPages) throw new Unreadable(`${address} names ${all.length} pages, and the most that are read at once is ${mostPages}: add a part of it.`);
  return { count: all.length, outcomes: each(all, async (page) => readPage(await fetchPage(page, options))) };
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf', 'text/markdown': '.md', 'text/plain': '.txt', 'text/csv': '.csv', 'application/xhtml+xml': '.html', 'text/html': '.html',
};

async function readPage({ url, contentType, bytes }: Page): Promise<Reading> {
  const ending = endings[contentType];
  if (!ending) throw new Unreadable(`${url} is ${contentType || 'of no declared type'}: web pages, PDF, Markdown, text and CSV can be read.`);
  const { host, pathname, search } = new URL(url);
  const id = `${host}${decodeURI(pathname)}${search}`.replace(/\/$/, '').replace(/\.(?:html?|pdf|md|txt|csv)$/, '');
  const reading = await readBytes(bytes, `${url}${url.endsWith(ending) ? '' : ending}`, id);
  return { ...reading, documents: reading.documents.map((document) => ({ ...document, source: url })) };
}

function textOf({ bytes }: Page): string {
  return new TextDecoder().decode(bytes);
}
