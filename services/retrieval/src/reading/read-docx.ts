import mammoth from 'mammoth';
import type { RawDocument } from './raw-document.js';
import { readHtml } from './read-html.js';
import { Unreadable } from './unreadable.js';

/** How files of Office begin that are encrypted, and those of before 2007. */
const oldContainer = [0xd0, 0xcf, 0x11, 0xe0];

/** The text of a Word document. @throws Unreadable */
export async function readDocx(bytes: Uint8Array, source: string, id: string): Promise<RawDocument> {
  if (oldContainer.every((byte, at) => bytes[at] === byte))
    throw new Unreadable(`${source} is protected by a password or in the old format of Word: save it as .docx without a password and add it again.`);
  const html = await convert(bytes, source);
  const document = readHtml(`<body>${html}</body>`, source, id);
  return { ...document, title: document.title === id ? id.split('/').at(-1)! : document.title };
}

async function convert(bytes: Uint8Array, source: string): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { externalFileAccess: false });
    return value;
  } catch (error) {
    throw new Unreadable(`${source} cannot be read as a Word document (${(error as Error).message}): open it in Word and save it anew.`);
  }
}
