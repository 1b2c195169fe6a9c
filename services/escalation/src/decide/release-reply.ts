import type { Proposal, ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Facts, Setting, SettledState, Story } from './case.js';
import { settleTurn } from './settle-turn.js';
import { amend, say } from './story.js';

export interface Words {
  readonly text: string;
  /** What the turn comes to once this is delivered. */
  readonly settles: SettledState;
  /** The proposal whose text it is; none for the desk's own words. */
  readonly from?: Proposal | undefined;
  /** The turn that it answers, when that is not the current one. */
  readonly facts?: Facts;
  /** A message beside the turn's own: the turn does not wait for it. */
  readonly beside?: boolean;
  /** It holds though the customer writes again before it is delivered. */
  readonly lasting?: boolean;
}

/** Lets words go to the customer. The turn rests once they are delivered; a dry run never delivers and rests at once. */
export function releaseReply(story: Story, words: Words, setting: Setting): Story {
  const body = replyOf(story, words, setting);
  const said = say(story, { topic: 'reply.released.v1', body });
  if (words.beside) return said;
  const settling = { messageId: body.messageId, state: words.settles, text: body.text, ...(words.lasting && { again: body }) };
  const waiting = amend(said, { judged: true, settling });
  if (!body.dryRun) return waiting;
  const { messageId, inReplyTo, text, citations } = body;
  return settleTurn(waiting, { messageId, inReplyTo, text, citations, by: 'bot', at: setting.now }, setting);
}

function replyOf({ case: record }: Story, { text, settles, from, facts = record }: Words, { ids }: Setting): ReplyReleased {
  const { ticketId, conversationId, source, sourceId, channel, dryRun } = record.received;
  return {
    ticketId, conversationId, source, sourceId, channel, dryRun, text, settles,
    // The newest turn and epoch: ingestion sends nothing under older ones.
    turn: record.turn, epoch: record.epoch, messageId: ids.message, inReplyTo: facts.received.messageId,
    intent: facts.classified?.intent ?? '',
    citations: from?.citations ?? [],
    pending: from?.pending,
    toolResults: (from?.calls ?? []).map(toolResult),
  };
}

function toolResult({ tool, status, arguments: args, result }: ToolCall): Record<string, unknown> {
  return { tool, status, arguments: args ?? {}, result: result ?? null };
}
