import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { isInCohort } from './is-in-cohort.js';

export type LaneDraw = Pick<RolloutChanged, 'salt' | 'canaryWeight' | 'controlWeight' | 'cohort'>;

const places = 10_000;

/** Which lane a new conversation takes: the same answer for the same conversation and table, on every machine. A larger weight only adds. */
export function drawLane(conversationId: string, { salt, canaryWeight, controlWeight, cohort }: LaneDraw, metadata: Readonly<Record<string, string>>): Lane {
  if (canaryWeight === 0 && controlWeight === 0) return 'stable';
  const place = placeOf(salt, conversationId);
  if (place < canaryWeight && isInCohort(cohort, metadata)) return 'canary';
  // From the other end, so that no weight moves a conversation between the two.
  return place >= places - controlWeight ? 'control' : 'stable';
}

/** Whether a stable conversation is copied to the shadow lane. */
export function drawShadow(conversationId: string, { salt, shadowWeight }: Pick<RolloutChanged, 'salt' | 'shadowWeight'>): boolean {
  return shadowWeight > 0 && placeOf(`${salt}/shadow`, conversationId) < shadowWeight;
}

/** FNV-1a of the UTF-16 units, with the finish of MurmurHash3, without which near ids would fall together. */
function placeOf(salt: string, conversationId: string): number {
  const text = `${salt}\n${conversationId}`;
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % places;
}
