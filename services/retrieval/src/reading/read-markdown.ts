import { parse } from 'yaml';
import { z } from 'zod';
import type { RawDocument } from './raw-document.js';
import { Unreadable } from './unreadable.js';

const day = z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), z.iso.date('must be a day like 2026-11-20').optional());
/** As of the catalogue's documents, but nothing is needed, and unknown keys of other tools are left alone. */
const frontMatter = z.looseObject({
  title: z.string().min(1).optional(),
  category: z.string().regex(/^[a-z][a-z0-9_-]*$/, 'must be a word in small letters').optional(),
  updated: day,
  expires: day,
  priority: z.enum(['critical', 'high', 'medium', 'low'], 'must be critical, high, medium or low').optional(),
});

/** Markdown, with or without front matter. @throws Unreadable */
export function readMarkdown(text: string, source: string, id: string): RawDocument {
  const [, head = '', rest = text] = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(text) ?? [];
  const { title, category, updated, expires, priority } = readHead(head, source);
  const body = rest.replaceAll('\r\n', '\n').trim();
  if (body === '') throw new Unreadable(`${source} says nothing: write the document, or remove the file.`);
  const heading = /^#\s+(.+?)\s*#*$/m.exec(body)?.[1];
  return { id, source, title: title ?? heading ?? titleOf(id), body, category, updated, expires, priority };
}

function readHead(head: string, source: string): z.infer<typeof frontMatter> {
  let value: unknown;
  try {
    value = parse(head) ?? {};
  } catch (error) {
    throw new Unreadable(`${source}: the front matter is no YAML (${(error as Error).message.split('\n')[0]}).`);
  }
  const parsed = frontMatter.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Unreadable(`${source}: "${issue!.path.join('.') || 'the front matter'}" ${issue!.path.length > 0 ? issue!.message : 'must be keys with values'}.`);
}

function titleOf(id: string): string {
  const words = id.split('/').at(-1)!.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1) || id;
}
