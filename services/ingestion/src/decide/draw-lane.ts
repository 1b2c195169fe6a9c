import type { Lane } from '@deskhand/contracts/words.js';

export interface LaneTable {
  /** Another salt draws anew. */
  salt: string;
  /** Of 10,000 conversations, how many go to the canary lane. */
  canaryWeight: number;
}

/** Which lane a new conversation takes: the same answer for the same conversation and salt, on every machine. */
export function drawLane(conversationId: string, { salt, canaryWeight }: LaneTable): Lane {
  return hash(`${salt}\n${conversationId}`) % 10_000 < canaryWeight ? 'canary' : 'stable';
}

/** FNV-1a of the UTF-16 units, with the finish of MurmurHash3, without which near ids would fall together. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
