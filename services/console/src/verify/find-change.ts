import { hashOf, type LinePart, layOut, pieceBytes, pieceDigits, pieceOf, piecesOf } from './manifest-line.js';

/** Where a line differs from what was signed; `to` exclusive. One byte wide when the byte is known. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly part: LinePart['name'];
}

export type LineVerdict =
  | { readonly ok: true; readonly manifest: Record<string, unknown>; readonly sha256: string }
  | { readonly ok: false; readonly change: Change };

type Verify = (sha256: string, signature: string) => boolean;

/** Whether a line is what was signed, byte for byte, and if not where the first change is. */
export function findChange(line: Uint8Array, verify: Verify): LineVerdict {
  const layout = layOut(line.length);
  if (!layout || changesOfLayout(line, layout).length > 1) return { ok: false, change: changeOfLength(line) };
  const bytesOf = (name: LinePart['name']) => cut(line, layout.find((part) => part.name === name)!);
  const [manifest, signature, stated] = [bytesOf('manifest'), textOf(bytesOf('signature')), textOf(bytesOf('sha256'))];
  const sha256 = hashOf(manifest);
  const changes = [...changesOfLayout(line, layout), ...changesOfPieces(manifest, line, layout), ...changesOfHash(sha256, line, layout, verify(stated, signature))];
  const signed = verify(sha256, signature) && signature === Buffer.from(signature, 'base64url').toString('base64url');
  const part = layout.find(({ name }) => name === 'signature')!;
  if (!signed && changes.length === 0) return { ok: false, change: { from: part.from, to: part.to, part: 'signature' } };
  const [first] = changes.sort((a, b) => a.from - b.from);
  if (first) return { ok: false, change: first };
  return { ok: true, manifest: JSON.parse(Buffer.from(manifest).toString()) as Record<string, unknown>, sha256 };
}

function changesOfLayout(line: Uint8Array, layout: readonly LinePart[]): Change[] {
  return layout.flatMap((part) => (part.fixed === undefined ? [] : differences(part.fixed, line, part)));
}

/** Bytes were added or are missing: a line that was cut, two that were joined, or anything else. */
function changeOfLength(line: Uint8Array): Change {
  const text = textOf(line);
  const joined = text.search(/"}[^]\{"manifest":/);
  if (joined >= 0) return { from: joined + 2, to: joined + 3, part: 'layout' };
  if (!text.endsWith('"}')) return { from: line.length, to: line.length + 1, part: 'layout' };
  return { from: 0, to: line.length, part: 'layout' };
}

function differences(expected: string, line: Uint8Array, { name, from }: LinePart): Change[] {
  return [...Buffer.from(expected)].flatMap((byte, n) => (line[from + n] === byte ? [] : [{ from: from + n, to: from + n + 1, part: name }]));
}

/** Where a piece differs either its bytes were changed or the note of it. One changed byte is found by trying all others. */
function changesOfPieces(manifest: Uint8Array, line: Uint8Array, layout: readonly LinePart[]): Change[] {
  const [body, notes] = (['manifest', 'pieces'] as const).map((name) => layout.find((part) => part.name === name)!) as [LinePart, LinePart];
  const stated = textOf(cut(line, notes));
  const found = piecesOf(manifest);
  const wrong = [...found].findIndex((digit, n) => stated[n] !== digit);
  if (wrong < 0) return [];
  const piece = Math.floor(wrong / pieceDigits);
  const note = stated.slice(piece * pieceDigits, (piece + 1) * pieceDigits);
  const whole = textOf(cut(line, layout.find((part) => part.name === 'sha256')!));
  if (hashOf(manifest) === whole) return [{ from: notes.from + wrong, to: notes.from + wrong + 1, part: 'pieces' }];
  const start = piece * pieceBytes;
  const bytes = manifest.subarray(start, start + pieceBytes);
  // Where more than one piece differs it was more than one byte.
  const isAlone = found.slice((piece + 1) * pieceDigits) === stated.slice((piece + 1) * pieceDigits);
  const at = isAlone ? oneByteChanged(manifest, start, bytes.length, note, whole) : undefined;
  const from = body.from + start + (at ?? 0);
  return [{ from, to: at === undefined ? body.from + start + bytes.length : from + 1, part: 'manifest' }];
}

/** A flipped bit is the likeliest change: those are tried first. */
const bits = Array.from({ length: 8 }, (_, n) => 1 << n);
const others = Array.from({ length: 255 }, (_, n) => n + 1).filter((change) => !bits.includes(change));

/** The byte of a piece which, set to another value, makes the whole right again. */
function oneByteChanged(manifest: Uint8Array, start: number, size: number, note: string, whole: string): number | undefined {
  const copy = Buffer.from(manifest);
  const piece = copy.subarray(start, start + size);
  for (const changes of [bits, others])
    for (let at = 0; at < size; at++) {
      const was = piece[at]!;
      for (const change of changes) {
        piece[at] = was ^ change;
        if (pieceOf(piece) === note && hashOf(copy) === whole) return at;
      }
      piece[at] = was;
    }
  return undefined;
}

/** @param signed the signature is one of the hash as it is stated */
function changesOfHash(sha256: string, line: Uint8Array, layout: readonly LinePart[], signed: boolean): Change[] {
  return signed ? [] : differences(sha256, line, layout.find((part) => part.name === 'sha256')!);
}

function cut(line: Uint8Array, { from, to }: LinePart): Uint8Array {
  return line.subarray(from, to);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
