import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { CaseRecord } from './case.js';
import { firstStanding } from './move-state.js';

/** The case of a ticket that nobody has heard of; its first message has yet to be taken in. */
export function openCase(received: Received, lane: Lane): CaseRecord {
  return {
    ticketId: received.ticketId, conversationId: received.conversationId, lane, received,
    version: 0, standing: firstStanding(), revision: 0, conversationRevision: 0, epoch: received.epoch,
    turn: 0, judged: false, settling: null, heldBy: '', approvals: [],
    firstReplyAt: '', suggestion: '', resolvedBy: '', confirmed: false, lastWord: 'customer', timers: {},
  };
}
