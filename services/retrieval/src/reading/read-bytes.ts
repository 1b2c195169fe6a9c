import { decodeText } from './decode-text.js';
import type { RawDocument, Reading } from './raw-document.js';
import { readDocx } from './read-docx.js';
import { readHtml } from './read-html.js';
import { readMarkdown } from './read-markdown.js';
import { readPdf } from './read-pdf.js';
import { readQuestions } from './read-questions.js';
import { Unreadable } from './unreadable.js';

type TextReader = (text: string, source: string, id: string) => RawDocument | Reading;

const texts: Readonly<Record<string, TextReader>> = { md: readMarkdown, markdown: readMarkdown, txt: readMarkdown, html: readHtml, htm: readHtml, csv: readQuestions, tsv: readQuestions };
const binaries = { pdf: readPdf, docx: readDocx } as const;

/** Endings of the files that can be read. */
export const readableEndings: readonly string[] = [...Object.keys(texts), ...Object.keys(binaries)];

/** Turns the bytes of a file into documents, by its ending. @throws Unreadable */
export async function readBytes(bytes: Uint8Array, source: string, id: string): Promise<Reading> {
  const ending = /\.([a-z0-9]+)$/i.exec(source)?.[1]?.toLowerCase() ?? '';
  if (bytes.length === 0) throw new Unreadable(`${source} is empty.`);
  if (ending === 'pdf' || ending === 'docx') return { documents: [await binaries[ending](bytes, source, id)], notices: [] };
  const read = texts[ending];
  if (!read) throw new Unreadable(`${source} is of a kind that cannot be read: ${readableEndings.map((each) => `.${each}`).join(', ')} can.`);
  const { text, notice } = decodeText(bytes, source);
  const result = read(text, source, id);
  const reading = 'documents' in result ? result : { documents: [result], notices: [] };
  return { ...reading, notices: [...(notice ? [notice] : []), ...reading.notices] };
}
