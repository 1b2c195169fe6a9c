import { extractText, getDocumentProxy } from 'unpdf';
import type { RawDocument } from './raw-document.js';
import { Unreadable } from './unreadable.js';

/** The text of a PDF, a section a page. @throws Unreadable for one with a password, a broken one, and one of pictures only */
export async function readPdf(bytes: Uint8Array, source: string, id: string): Promise<RawDocument> {
  const { pages, title } = await open(bytes, source);
  const sections = pages.map((text, at) => ({ page: at + 1, text: text.trim() })).filter(({ text }) => text !== '');
  if (sections.length === 0) throw new Unreadable(`${source} holds pictures of pages and no text: run it through text recognition (OCR) first.`);
  const body = sections.map(({ page, text }) => (pages.length === 1 ? text : `## Page ${page}\n\n${text}`)).join('\n\n');
  return { id, source, title: title || id.split('/').at(-1)!, body };
}

async function open(bytes: Uint8Array, source: string): Promise<{ pages: string[]; title: string }> {
  try {
    // A copy: the parser takes its bytes away.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    try {
      const { text } = await extractText(pdf, { mergePages: false });
      const { info } = await pdf.getMetadata();
      const { Title: title } = info as { Title?: unknown };
      return { pages: text, title: typeof title === 'string' ? title.trim() : '' };
    } finally {
      await pdf.cleanup();
    }
  } catch (error) {
    if ((error as Error).name === 'PasswordException') throw new Unreadable(`${source} is protected by a password: save it without one and add it again.`);
    throw new Unreadable(`${source} cannot be read as a PDF (${(error as Error).message}): open it in a viewer and save it anew.`);
  }
}
