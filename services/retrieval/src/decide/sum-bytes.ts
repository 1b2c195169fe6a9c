/** For each row of bytes from `rows` to `end`, the sum of its products with the bytes at `asked`, written as 32-bit numbers from `sums` on. Addresses in memory. */
export type SumBytes = (asked: number, rows: number, end: number, width: number, sums: number) => void;

export interface ByteMemory {
  readonly buffer: ArrayBuffer;
  readonly sum: SumBytes;
}

// Node's types leave it out; this is what is used of it.
declare const WebAssembly: {
  Memory: new (pages: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/**
 * Memory of so many bytes and the machine's own vector instructions over it: a hundred thousand rows of 256 take about two milliseconds, tens of which a loop of JavaScript needs.
 * Written by hand in WebAssembly's text form and assembled, since there is no more to it than this:
 *
 *   for each row, for each 16 bytes of it (`width` is a multiple of 16):
 *     sum += extadd_pairwise(extmul_low(asked, row)) + extadd_pairwise(extmul_high(asked, row))
 *   store the four lanes of the sum, added up
 */
export function byteMemory(size: number): ByteMemory {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / pageBytes) });
  return { buffer: memory.buffer, sum: new WebAssembly.Instance(compiled, { m: { memory } }).exports['run'] as SumBytes };
}

const pageBytes = 65_536;

const assembled =
  'AGFzbQEAAAABCQFgBX9/f39/AAINAQFtBm1lbW9yeQIAAQMCAQAHBwEDcnVuAAAKnQEBmgECAX8DewJAA0AgASACTw0B/QwAAAAAAAAAAAAAAAAAAAAAIQZBACEFA0AgACAFav0ABAAhByABIAVq/QAEACEI' +
  'IAYgByAI/ZwB/X4gByAI/Z0B/X79rgH9rgEhBiAFQRBqIQUgBSADSQ0ACyAEIAb9GwAgBv0bAWogBv0bAiAG/RsDamo2AgAgBEEEaiEEIAEgA2ohAQwACwsL';

const compiled = new WebAssembly.Module(Uint8Array.from(atob(assembled), (letter) => letter.charCodeAt(0)));
