import { canonicalJson } from './canonical-json.js';
import type { ModelRecord } from './model-request.js';

const most = 16 * 1024;

/** A record as an event carries it: itself, or over 16 kB its hash, under which `model.record` keeps it. */
export type TravellingRecord = { readonly sha256: string; readonly record?: ModelRecord };

export function travelRecord(record: ModelRecord, sha256: string): TravellingRecord {
  return Buffer.byteLength(canonicalJson(record)) > most ? { sha256 } : { sha256, record };
}
