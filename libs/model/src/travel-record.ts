import { canonicalJson } from './canonical-json.js';
import type { Kept, ModelRecord } from './model-request.js';

const most = 16 * 1024;

/** A try as an event carries it: itself, or over 16 kB its hash, under which `model.record` keeps it. */
export type TravellingRecord = { readonly sha256: string; readonly record?: ModelRecord; readonly reused?: true };

export function travelRecord({ record, sha256, reused }: Kept): TravellingRecord {
  const isLong = Buffer.byteLength(canonicalJson(record)) > most;
  return { sha256, ...(!isLong && { record }), ...(reused && { reused }) };
}
