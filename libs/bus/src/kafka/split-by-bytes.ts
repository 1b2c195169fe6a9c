import type { Message } from 'kafkajs';

export interface Addressed {
  topic: string;
  message: Message;
}

/** Under the broker's 1 MB for one batch of one partition: kafkajs stops for good on a larger one. */
const mostBytes = 900_000;
const overhead = 512;

/** Cuts a run of records, in order, so that no topic gets more than the bound in one produce request. */
export function splitByBytes<T extends Addressed>(records: readonly T[], most = mostBytes): T[][] {
  const chunks: T[][] = [];
  let chunk: T[] = [];
  let sizes = new Map<string, number>();
  for (const record of records) {
    const bytes = overhead + length(record.message.value) + length(record.message.key ?? null);
    if (chunk.length && (sizes.get(record.topic) ?? 0) + bytes > most) {
      chunks.push(chunk);
      chunk = [];
      sizes = new Map();
    }
    sizes.set(record.topic, (sizes.get(record.topic) ?? 0) + bytes);
    chunk.push(record);
  }
  if (chunk.length) chunks.push(chunk);
  return chunks;
}

function length(part: Buffer | string | null): number {
  return part === null ? 0 : Buffer.byteLength(part);
}
