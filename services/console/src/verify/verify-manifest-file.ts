import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { type Change, findChange } from './find-change.js';
import { type PublicKey, readKeys } from './manifest-file.js';

export type FileVerdict =
  | { readonly ok: true; readonly conversationId: string; readonly length: number; readonly head: string | null; readonly sealedAt: string; readonly keys: readonly string[] }
  | { readonly ok: false; readonly line: number; /** In the file, from 0. */ readonly from: number; /** Exclusive. */ readonly to: number; readonly fault: string };

interface Line {
  readonly number: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

type Sound = Line & { readonly manifest: Record<string, unknown>; readonly sha256: string };

/**
 * Whether a file of manifests is whole and as it was signed: every byte of every line, their order, their beginning and their end. It needs the
 * file alone. @param trusted keys known from elsewhere; without them a file vouches for itself by the keys in its first line
 */
export function verifyManifestFile(file: Uint8Array, trusted?: readonly PublicKey[]): FileVerdict {
  const [first, ...lines] = linesOf(file);
  const keys = first && readKeys(first.bytes);
  if (!first || !keys) return faultOfKeys(first);
  const known = new Map((trusted ?? keys).map((key) => [key.id, importKey(key)]));
  const sound: Sound[] = [];
  for (const line of lines) {
    const verdict = findChange(line.bytes, (sha256, signature) => [...known.values()].some((key) => isSigned(key, sha256, signature)));
    if (!verdict.ok) return faultOfLine(line, verdict.change, keys, trusted);
    sound.push({ ...line, manifest: verdict.manifest, sha256: verdict.sha256 });
  }
  if (file.at(-1) !== newline) return { ok: false, line: sound.length + 1, from: file.length - 1, to: file.length, fault: 'The file is cut off.' };
  return faultOfChain(sound, file.length) ?? report(sound, [...known.keys()]);
}

const newline = 0x0a;

function linesOf(file: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let offset = 0; offset < file.length; ) {
    const found = file.indexOf(newline, offset);
    const end = found < 0 ? endOfLast(file, offset) : found;
    lines.push({ number: lines.length + 1, offset, bytes: file.subarray(offset, end) });
    offset = found < 0 ? file.length : end + 1;
  }
  return lines;
}

/** Where the last line break was changed into something else, the line before it is whole. */
function endOfLast(file: Uint8Array, offset: number): number {
  const brackets = [...'"}'].map((letter) => letter.charCodeAt(0));
  const closesBefore = file.at(-3) === brackets[0] && file.at(-2) === brackets[1] && file.length - offset > 3;
  return closesBefore ? file.length - 1 : file.length;
}

function importKey({ publicKey: x }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function isSigned(key: KeyObject, sha256: string, signature: string): boolean {
  return verifySignature(null, Buffer.from(sha256), key, Buffer.from(signature, 'base64url'));
}

function faultOfKeys(first: Line | undefined): FileVerdict {
  if (!first) return { ok: false, line: 1, from: 0, to: 1, fault: 'The file is empty.' };
  const joined = Buffer.from(first.bytes).indexOf('{"manifest":');
  const [from, to] = joined > 0 ? [joined - 1, joined] : [0, first.bytes.length + 1];
  return { ok: false, line: 1, from, to, fault: 'The first line does not hold the public keys as the desk writes them: it was changed, or it is missing.' };
}

function faultOfLine({ number, offset, bytes }: Line, { from, to, part }: Change, keys: readonly PublicKey[], trusted: readonly PublicKey[] | undefined): FileVerdict {
  const place = { ok: false, line: number, from: offset + from, to: offset + to } as const;
  if (part === 'signature' && to - from > 1) return { ...place, fault: faultOfSignature(number, keys, trusted) };
  if (to - from > 1) return { ...place, fault: `Line ${number} was changed between byte ${offset + from} and byte ${offset + to - 1} (${part}).` };
  const within = part === 'manifest' ? `, in ${memberAt(bytes, from)}` : part === 'layout' ? '' : ` (${part})`;
  return { ...place, fault: `Line ${number} was changed at byte ${offset + from} of the file, byte ${from} of the line${within}.` };
}

function faultOfSignature(number: number, keys: readonly PublicKey[], trusted: readonly PublicKey[] | undefined): string {
  const strangers = trusted && keys.every(({ id }) => !trusted.some((key) => key.id === id));
  if (strangers) return `Line ${number} was signed with another key than the one given: the file names ${keys.map(({ id }) => id).join(', ')}, given is ${trusted.map(({ id }) => id).join(', ')}.`;
  return `The signature of line ${number} does not fit: it was changed, or made with a key that the file does not name.`;
}

/** The member of the manifest in which a byte stands. */
function memberAt(line: Uint8Array, at: number): string {
  let [depth, isText, name] = [0, false, ''];
  let text = '';
  for (const [place, byte] of line.entries()) {
    if (place > at) break;
    const letter = String.fromCharCode(byte);
    if (isText) {
      if (letter === '"' && line[place - 1] !== 0x5c) isText = false;
      else text += letter;
    } else if (letter === '"') [isText, text] = [true, ''];
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    else if (letter === ':' && depth === 2) name = text;
  }
  return `"${name || text || 'manifest'}"`;
}

function faultOfChain(lines: readonly Sound[], end: number): FileVerdict | undefined {
  const places = lines.filter(({ manifest }) => manifest.kind !== 'seal').map(({ manifest }) => manifest.n);
  let before: Sound | undefined;
  for (const line of lines) {
    const fault = before?.manifest.kind === 'seal' ? 'stands behind the seal, which is the last line of a file' : faultOfPlace(line, before, places);
    if (fault) return { ok: false, line: line.number, from: line.offset, to: line.offset + line.bytes.length, fault: `Line ${line.number} ${fault}.` };
    before = line;
  }
  if (before?.manifest.kind === 'seal') return undefined;
  return { ok: false, line: lines.length + 2, from: end, to: end, fault: 'The last line, the seal, is missing: the file is cut off.' };
}

function faultOfPlace({ manifest }: Sound, before: Sound | undefined, places: readonly unknown[]): string | undefined {
  const expected = before ? Number(before.manifest.n) + 1 : 1;
  const head = before?.sha256 ?? null;
  if (before && manifest.conversationId !== before.manifest.conversationId) return 'is of another conversation';
  if (manifest.kind === 'seal') {
    if (manifest.length === expected - 1 && manifest.head === head) return undefined;
    return `seals ${String(manifest.length)} manifests, but ${expected - 1} stand before it: lines are missing`;
  }
  if (manifest.n !== expected) return `holds manifest ${String(manifest.n)} where manifest ${expected} should stand: ${places.includes(expected) ? 'lines are out of order or repeated' : 'a line is missing'}`;
  return manifest.previous === head ? undefined : 'does not follow from the line before it';
}

function report(lines: readonly Sound[], keys: readonly string[]): FileVerdict {
  const { conversationId, length, head, at } = lines.at(-1)!.manifest as { conversationId: string; length: number; head: string | null; at: string };
  return { ok: true, conversationId, length, head, sealedAt: at, keys };
}
