import { Unreadable } from './unreadable.js';

export interface Decoded {
  readonly text: string;
  /** Undefined: UTF-8, as everybody expects. */
  readonly notice?: string | undefined;
}

/** Reads bytes as UTF-8, as UTF-16 where a mark says so, else as Windows-1252, and says which. @throws Unreadable for what is no text */
export function decodeText(bytes: Uint8Array, name: string): Decoded {
  const marked = markOf(bytes);
  if (marked) return { text: decode(marked, bytes), notice: `${name} is in ${marked.toUpperCase()} and was read as such.` };
  if (bytes.subarray(0, 8_192).includes(0)) throw new Unreadable(`${name} is not a text file: it holds NUL bytes. Save it as UTF-8 and add it again.`);
  try {
    return { text: decode('utf-8', bytes, true) };
  } catch {
    return { text: decode('windows-1252', bytes), notice: `${name} is not UTF-8 and was read as Windows-1252: check its accents, or save it as UTF-8.` };
  }
}

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decode(encoding: string, bytes: Uint8Array, fatal = false): string {
  return new TextDecoder(encoding, { fatal }).decode(bytes);
}
