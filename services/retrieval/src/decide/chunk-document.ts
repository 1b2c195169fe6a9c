/** A piece of a document, small enough to quote. Where it comes from is the document's own metadata. */
export interface Chunk {
  /** From 0, in the order of the document. */
  index: number;
  /** The heading it stands under; the title for what comes before the first one. */
  section: string;
  text: string;
}

export interface ChunkSizes {
  /** UTF-16 units; a chunk is never longer. */
  size: number;
  /** How much of its predecessor a chunk repeats where a section had to be cut; whole words. */
  overlap: number;
}

export const chunkSizes: ChunkSizes = { size: 500, overlap: 50 };

/** Where a section that is too long is cut: the first separator that helps. Headings H2 and H3 have cut the document before. */
const separators = ['\n\n', '\n', '. '];

/**
 * Cuts Markdown at its headings and sections that are too long at blank lines, lines and sentences. Sections are never joined:
 * an answer cites the heading it stands under.
 */
export function chunkDocument({ title, body }: { title: string; body: string }, sizes: ChunkSizes = chunkSizes): Chunk[] {
  const texts = sectionsOf(title, body).flatMap(({ section, text }) => cut(text, sizes).map((piece) => ({ section, text: piece })));
  return texts.map((piece, index) => ({ index, ...piece }));
}

function sectionsOf(title: string, body: string): { section: string; text: string }[] {
  const sections = [{ section: title, lines: [] as string[] }];
  let second = title;
  let inCode = false;
  for (const line of body.replaceAll('\r\n', '\n').split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    const [, marks = '', words = ''] = (!inCode && /^(#{1,3})\s+(.*?)\s*#*$/.exec(line)) || [];
    if (!marks) sections.at(-1)!.lines.push(line);
    else if (marks.length === 1) second = title;
    else {
      if (marks.length === 2) second = words;
      sections.push({ section: marks.length === 3 && second !== title ? `${second} > ${words}` : words, lines: [] });
    }
  }
  return sections.map(({ section, lines }) => ({ section, text: lines.join('\n').trim() })).filter(({ text }) => text !== '');
}

function cut(text: string, { size, overlap }: ChunkSizes): string[] {
  const pieces = split(text, size - overlap, separators);
  const chunks: string[] = [];
  let current = '';
  for (const piece of pieces) {
    if (current && current.length + piece.length > size) {
      chunks.push(current);
      current = tailOf(current, overlap);
      if (current.length + piece.length > size) current = '';
    }
    current += piece;
  }
  chunks.push(current);
  return chunks.map((chunk) => chunk.trim()).filter(Boolean);
}

/** Pieces of at most `most` units that together are the text; each keeps the separator it ends with. */
function split(text: string, most: number, [separator, ...finer]: readonly string[]): string[] {
  if (text.length <= most) return [text];
  if (separator === undefined) return splitAtWords(text, most);
  const parts = text.split(separator);
  return parts.map((part, at) => (at < parts.length - 1 ? part + separator : part)).flatMap((part) => split(part, most, finer)).filter(Boolean);
}

function splitAtWords(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most - 1);
    let end = space > 0 ? space + 1 : most;
    // Half a surrogate pair is no character.
    if (/[\uD800-\uDBFF]/.test(rest[end - 1]!)) end -= 1;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function tailOf(chunk: string, overlap: number): string {
  if (overlap === 0 || chunk.length <= overlap) return '';
  const tail = chunk.slice(-overlap);
  const space = tail.search(/\s/);
  return space < 0 ? '' : tail.slice(space + 1);
}
