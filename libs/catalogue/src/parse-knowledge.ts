import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CatalogueFile, Fault, KnowledgeDocument } from './catalogue.js';
import { nameField, textField } from './field.js';
import { parseYamlFile } from './parse-yaml-file.js';

const frontMatterSchema = z.strictObject({
  title: textField,
  category: nameField,
  updated: z.iso.date('must be a day like 2026-11-20'),
  priority: z.enum(['critical', 'high', 'medium', 'low']),
});

/** Reads `knowledge/**\/*.md`: front matter between two lines of `---`, then Markdown. */
export function parseKnowledge(file: CatalogueFile): { document: KnowledgeDocument | undefined; faults: Fault[] } {
  const parts = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(file.text);
  if (!parts) {
    const hint = 'Begin the file with ---, the keys title, category, updated and priority, and another --- on a line of its own.';
    return { document: undefined, faults: [{ file: file.path, line: 1, message: 'has no front matter', hint }] };
  }
  const [, head = '', rest = ''] = parts;
  const front = parseYamlFile({ path: file.path, text: head }, frontMatterSchema, 2);
  const body = rest.trim();
  const line = file.text.slice(0, file.text.length - rest.length).split('\n').length;
  const empty = body === '' ? [{ file: file.path, line, message: 'says nothing', hint: 'Write the document below the front matter.' }] : [];
  const faults = [...front.faults, ...empty];
  if (!front.value || faults.length > 0) return { document: undefined, faults };
  const sha256 = createHash('sha256').update(file.text.replaceAll('\r\n', '\n')).digest('hex');
  return { document: { path: file.path, ...front.value, body, sha256 }, faults };
}
