import { eraseTexts } from '@deskhand/contracts/erase-texts.js';
import type { Erasure, Facts } from './case.js';

/** Facts that come late, as they may be kept: of a turn that was erased they say no word any more. */
export function withoutErased<Told extends Facts>(told: Told, erased: Erasure | undefined): Told {
  const { ticketId, turn } = told.received;
  return erased && turn <= (erased.turns[ticketId] ?? 0) ? eraseTexts(told) : told;
}
