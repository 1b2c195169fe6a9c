import { hash } from 'node:crypto';
import { canonicalJson } from '../decide/canonical-json.js';

export const pieceBytes = 64;
export const pieceDigits = 6;
const parts = { open: '{"manifest":', pieces: ',"pieces":"', sha256: '","sha256":"', signature: '","signature":"', close: '"}' } as const;
const sha256Digits = 64;
/** Ed25519: 64 bytes as base64url. */
const signatureLetters = 86;

export interface LinePart {
  readonly name: 'layout' | 'manifest' | 'pieces' | 'sha256' | 'signature';
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** What stands there whatever the line says. */
  readonly fixed?: string;
}

/** A manifest as one line: canonical JSON of `{manifest, pieces, sha256, signature}`, so that everything in it has a known place. */
export function manifestLine(manifest: object, sign: (sha256: string) => string): { line: string; sha256: string } {
  const text = canonicalJson(manifest);
  const sha256 = hashOf(Buffer.from(text));
  const line = [parts.open, text, parts.pieces, piecesOf(Buffer.from(text)), parts.sha256, sha256, parts.signature, sign(sha256), parts.close].join('');
  return { line, sha256 };
}

export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** A short hash of each 64 bytes: they prove nothing, they tell where a change is. */
export function piecesOf(manifest: Uint8Array): string {
  const count = Math.ceil(manifest.length / pieceBytes);
  return Array.from({ length: count }, (_, n) => pieceOf(manifest.subarray(n * pieceBytes, (n + 1) * pieceBytes))).join('');
}

export function pieceOf(bytes: Uint8Array): string {
  return hashOf(bytes).slice(0, pieceDigits);
}

/** Where each part of a line of this length stands; undefined when no manifest makes a line that long. */
export function layOut(length: number): LinePart[] | undefined {
  const rest = length - parts.open.length - parts.pieces.length - parts.sha256.length - sha256Digits - parts.signature.length - signatureLetters - parts.close.length;
  const count = Math.ceil(rest / (pieceBytes + pieceDigits));
  const size = rest - count * pieceDigits;
  if (size <= 0 || Math.ceil(size / pieceBytes) !== count) return undefined;
  let at = 0;
  const place = (name: LinePart['name'], size: number, fixed?: string): LinePart => ({ name, from: at, to: (at += size), ...(fixed !== undefined && { fixed }) });
  const layout = (fixed: string) => place('layout', fixed.length, fixed);
  return [
    layout(parts.open), place('manifest', size), layout(parts.pieces), place('pieces', count * pieceDigits),
    layout(parts.sha256), place('sha256', sha256Digits), layout(parts.signature), place('signature', signatureLetters), layout(parts.close),
  ];
}
