import { type Document, LineCounter, type YAMLParseError, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { CatalogueFile, Fault } from './catalogue.js';
import { faultsOfIssues } from './faults-of-issues.js';

export type KeyPath = readonly (string | number)[];

/** What a YAML file says, and where it says it. */
export type YamlFile<T> = {
  path: string;
  /** Absent when the file has faults. */
  value: T | undefined;
  faults: Fault[];
  /** The line of a key, or of the nearest thing around it that is there. */
  lineOf(path: KeyPath): number;
};

/** Reads one YAML file by its schema. `firstLine` shifts the lines of a text that begins inside another file. */
export function parseYamlFile<S extends z.ZodType>(file: CatalogueFile, schema: S, firstLine = 1): YamlFile<z.output<S>> {
  const counter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  const lineOf = (path: KeyPath) => lineAt(offsetOf(document, path));
  const faults = worthSaying(document.errors).map((error) => ({
    file: file.path,
    line: lineAt(error.pos[0]) - (isNoticedLate(error) && counter.linePos(error.pos[0]).col === 1 ? 1 : 0),
    message: `is not YAML: ${error.message}`,
    hint: 'Mend the line; indentation, quotes and colons are what usually goes wrong.',
  }));
  if (faults.length > 0) return { path: file.path, value: undefined, faults, lineOf };
  return { path: file.path, lineOf, ...readBySchema(file.path, document, schema, lineOf) };
}

/** One slip in the syntax makes the parser stumble over all that follows; a key that is there twice does not. */
function worthSaying(errors: readonly YAMLParseError[]): YAMLParseError[] {
  const stumble = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return errors.filter((error) => error.code === 'DUPLICATE_KEY' || error === stumble);
}

/** A bracket or quote that is never closed is only noticed at the start of the next line. */
function isNoticedLate({ code, message }: YAMLParseError): boolean {
  return code === 'MISSING_CHAR' || message.startsWith('Flow ');
}

function readBySchema<S extends z.ZodType>(path: string, document: Document, schema: S, lineOf: (path: KeyPath) => number) {
  let input: unknown;
  try {
    input = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: undefined, faults: [{ file: path, line: 1, message: `is not YAML: ${message}`, hint: 'Write the values out instead of repeating anchors.' }] };
  }
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, faults: [] };
  return { value: undefined, faults: faultsOfIssues(path, result.error.issues, schema, input, lineOf) };
}

function offsetOf(document: Document, path: KeyPath): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last)) : undefined;
    if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}
