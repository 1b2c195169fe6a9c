import type { Conversation, Ticket } from './conversation.js';

export type Claim = 'granted' | 'repeated' | 'fenced' | 'superseded';

export interface Release {
  turn: number;
  epoch: number;
}

/** Whether a released reply may still be sent: once, under the epoch it was released under, while nobody holds the conversation, for the newest turn. */
export function claimDelivery(
  release: Release,
  conversation: Pick<Conversation, 'epoch' | 'heldBy'>,
  ticket: Pick<Ticket, 'turn'>,
  sentBefore: boolean,
): Claim {
  if (sentBefore) return 'repeated';
  if (conversation.heldBy !== null || release.epoch !== conversation.epoch) return 'fenced';
  if (release.turn < ticket.turn) return 'superseded';
  return 'granted';
}
