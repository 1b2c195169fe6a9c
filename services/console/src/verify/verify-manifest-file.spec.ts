import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { manifestFile, publicKeyOf } from './manifest-file.js';
import { manifestLine } from './manifest-line.js';
import { verifyManifestFile } from './verify-manifest-file.js';

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const known = publicKeyOf(publicKey.export({ format: 'jwk' }).x!);
  return { known, sign: (sha256: string) => sign(null, Buffer.from(sha256), privateKey).toString('base64url') };
}
const key = newKey();

/** Manifests of different lengths, with letters of more than one byte in them. */
function linesOf(count: number, conversationId = 'shop:1') {
  const lines: string[] = [];
  let previous: string | null = null;
  for (let n = 1; n <= count; n++) {
    const made = manifestLine({ kind: 'reply', conversationId, n, previous, rules: ['wish_refund', 'é🙂'.repeat(n)], confidence: { refund_request: 0.9 }, text: null }, key.sign);
    lines.push(made.line);
    previous = made.sha256;
  }
  const seal = manifestLine({ kind: 'seal', conversationId, length: count, head: previous, at: '2026-11-20T12:00:00.000Z' }, key.sign).line;
  return { lines, seal };
}
const { lines, seal } = linesOf(3);
const file = Buffer.from(manifestFile([key.known], lines, seal));

test('a whole file verifies, with the key in it and with the key given', () => {
  const whole = { ok: true, conversationId: 'shop:1', length: 3, sealedAt: '2026-11-20T12:00:00.000Z', keys: [key.known.id] };
  expect(verifyManifestFile(file)).toMatchObject(whole);
  expect(verifyManifestFile(file, [newKey().known, key.known])).toMatchObject({ ok: true, length: 3 });
  expect(verifyManifestFile(Buffer.from(manifestFile([key.known], [], linesOf(0).seal)))).toMatchObject({ ok: true, length: 0, head: null });
});

test('every byte of a file changed in turn: refused each time, and the place that is named holds it', () => {
  let exact = 0;
  for (let at = 0; at < file.length; at++) {
    const bits = [0x01, 0x20, 0x40, 0x55][at % 4]!;
    const changed = Buffer.from(file);
    changed[at]! ^= bits;
    const verdict = verifyManifestFile(changed);
    if (verdict.ok) throw new Error(`byte ${at} (${String.fromCharCode(file[at]!)}) changed by ${bits} and not noticed`);
    expect(verdict.from <= at && at < verdict.to, `byte ${at} by ${bits}: ${JSON.stringify(verdict)}`).toBe(true);
    if (verdict.to - verdict.from === 1) exact += 1;
  }
  // Keys and signatures are named as a whole; everything else to the byte.
  const named = file.indexOf('\n') + 1 + 4 * 86;
  expect(exact).toBeGreaterThanOrEqual(file.length - named - 4);
}, 60_000);

test('every beginning of a file is refused, and so is a byte taken out or put in anywhere', () => {
  for (let end = 0; end < file.length; end++) expect(verifyManifestFile(file.subarray(0, end)).ok).toBe(false);
  for (let at = 0; at < file.length; at++) {
    expect(verifyManifestFile(Buffer.concat([file.subarray(0, at), file.subarray(at + 1)])).ok).toBe(false);
    expect(verifyManifestFile(Buffer.concat([file.subarray(0, at), Buffer.from('x'), file.subarray(at)])).ok).toBe(false);
  }
}, 60_000);

test('the changed byte is named with its line and member', () => {
  const at = file.indexOf('refund_request', file.indexOf(lines[1]!));
  const changed = Buffer.from(file);
  changed[at] = 'R'.charCodeAt(0);
  const verdict = verifyManifestFile(changed);
  expect(verdict).toMatchObject({ ok: false, line: 3, from: at, to: at + 1 });
  expect(verdict).toMatchObject({ fault: `Line 3 was changed at byte ${at} of the file, byte ${at - file.indexOf(lines[1]!)} of the line, in "confidence".` });
});

const [one, two, three] = lines as [string, string, string];
test.each([
  ['a line is missing', [one, three], seal, 3, 'a line is missing'],
  ['the first line is missing', [two, three], seal, 2, 'a line is missing'],
  ['the last line is missing', [one, two], seal, 4, 'seals 3 manifests, but 2 stand before it'],
  ['lines are out of order', [one, three, two], seal, 3, 'out of order'],
  ['a line stands twice', [one, one, two, three], seal, 3, 'out of order or repeated'],
  ['the seal is missing', [one, two], three, 5, 'cut off'],
  ['a line stands behind the seal', [one, two, three, seal], seal, 6, 'behind the seal'],
  ['a line is of another conversation', [one, linesOf(2, 'shop:2').lines[1]!, three], seal, 3, 'another conversation'],
  ['a chain of the same desk is put in place of another', [one, linesOf(2).lines[1]!, manifestLine({ kind: 'reply', conversationId: 'shop:1', n: 3, previous: 'f'.repeat(64) }, key.sign).line], seal, 4, 'does not follow'],
])('%s', (_what, inside, last, line, fault) => {
  expect(verifyManifestFile(Buffer.from(manifestFile([key.known], inside, last)))).toMatchObject({ ok: false, line, fault: expect.stringContaining(fault) });
});

test('a file that somebody else signed whole is refused with the desk\'s key, and names both', () => {
  const other = newKey();
  const verdict = verifyManifestFile(file, [other.known]);
  expect(verdict).toMatchObject({ ok: false, line: 2, fault: expect.stringContaining(`the file names ${key.known.id}, given is ${other.known.id}`) });
  const swapped = Buffer.from(manifestFile([other.known], lines, seal));
  expect(verifyManifestFile(swapped)).toMatchObject({ ok: false, line: 2, fault: expect.stringContaining('signature of line 2') });
});
