import { createHash } from 'node:crypto';
import type { Catalogue, CatalogueFile, Example, Fault, KnowledgeDocument, Replies } from './catalogue.js';
import { checkReferences } from './check-references.js';
import { durationWords } from './duration-words.js';
import { classifierLabels } from './intent-labels.js';
import { parseExamples } from './parse-examples.js';
import { type ParsedFiles, parseFiles } from './parse-files.js';
import { parseKnowledge } from './parse-knowledge.js';
import { fillPlaceholders } from './reply.js';

/** Makes a catalogue of its files, or says everything that is wrong with them, sorted by file and line. Pure. */
export function parseCatalogue(files: readonly CatalogueFile[]): { catalogue?: Catalogue; faults: Fault[] } {
  const parsed = parseFiles(files);
  const aliases = new Map(parsed.intents.flatMap(({ value }) => (value?.aliases ?? []).map((alias) => [alias, value?.name ?? alias] as const)));
  const examples = readExamples(files, parsed, aliases);
  const documents = files.filter(({ path }) => path.startsWith('knowledge/') && path.endsWith('.md')).map(parseKnowledge);
  const { strangers, intents, specialists, prompts, ...single } = parsed;
  const faults = [
    ...files.flatMap(checkEncoding),
    ...strangers,
    ...[...Object.values(single), ...intents, ...specialists, ...prompts].flatMap((file) => file.faults),
    ...checkReferences(parsed),
    ...examples.faults,
    ...documents.flatMap((read) => read.faults),
  ].sort((left, right) => (left.file < right.file ? -1 : left.file > right.file ? 1 : left.line - right.line));
  if (faults.length > 0) return { faults };
  const knowledge = documents.flatMap(({ document }) => document ?? []);
  return { catalogue: assemble(parsed, aliases, examples.examples, knowledge, versionOf(files)), faults };
}

function assemble(parsed: ParsedFiles, aliases: Catalogue['aliases'], examples: Example[], knowledge: KnowledgeDocument[], version: string): Catalogue {
  const shop = present(parsed.shop);
  const refund = present(parsed.refund);
  const sla = present(parsed.sla);
  const escalation = present(parsed.escalation);
  const intents = parsed.intents.map(present).map(({ sla: own, ...intent }) => {
    const times = { first_response: own.first_response ?? sla.firstResponse, assignment: own.assignment ?? sla.unassigned };
    return [intent.name, { ...intent, sla: times }] as const;
  });
  const words = { shop: shop.name, storefront: shop.storefront, signature: shop.signature, businessDays: refund.businessDays, refundWindow: durationWords(refund.window) };
  return {
    version,
    shop,
    intents: new Map(intents),
    aliases,
    policies: { refund, escalation, sla, people: present(parsed.people), limits: present(parsed.limits), cascade: present(parsed.cascade) },
    specialists: new Map(parsed.specialists.map(present).map((specialist) => [specialist.name, specialist])),
    prompts: new Map(parsed.prompts.map(present).map((prompt) => [prompt.name, prompt])),
    replies: flatten(present(parsed.replies), words),
    examples,
    knowledge,
  };
}

function flatten(groups: Record<string, Record<string, string>>, words: Record<string, string>): Replies {
  const entries = Object.entries(groups).flatMap(([group, texts]) => Object.entries(texts).map(([key, text]) => [`${group}.${key}`, fillPlaceholders(text, words)] as const));
  return Object.fromEntries(entries);
}

function readExamples(files: readonly CatalogueFile[], parsed: ParsedFiles, aliases: Catalogue['aliases']) {
  // With an unreadable intent, every example of it would look wrong: one fault is enough.
  if (parsed.intents.some(({ value }) => !value)) return { examples: [], faults: [] };
  const names = [...parsed.intents.flatMap(({ value }) => value?.name ?? []), ...classifierLabels];
  const nameOf = (label: string) => aliases.get(label) ?? (names.includes(label) ? label : undefined);
  const read = files
    .filter(({ path }) => path.startsWith('examples/') && path.endsWith('.jsonl'))
    .map((file) => parseExamples(file, nameOf, [...names, ...aliases.keys()]));
  return { examples: read.flatMap((one) => one.examples), faults: read.flatMap((one) => one.faults) };
}

function checkEncoding({ path, text }: CatalogueFile): Fault[] {
  const at = text.indexOf('\uFFFD');
  if (at < 0) return [];
  return [{ file: path, line: text.slice(0, at).split('\n').length, message: 'is not UTF-8', hint: 'Save the file as UTF-8.' }];
}

/** Another version whenever any file says something else; line ends and the order of reading do not matter. */
function versionOf(files: readonly CatalogueFile[]): string {
  const parts = files.map(({ path, text }) => [path, text.replaceAll('\r\n', '\n')] as const).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function present<T>({ path, value }: { path: string; value: T | undefined }): T {
  if (value === undefined) throw new Error(`${path} was read without a fault and without a value`);
  return value;
}
