import type { Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Payloads, TopicName } from '@deskhand/contracts/topics.js';
import type { SeenEvent } from './facts.js';

type Summaries = { readonly [T in TopicName]: (body: Payloads[T]) => string };

/** One sentence a topic, for people. */
const summaries: Summaries = {
  'ticket.submitted.v1': () => 'A system has handed in a ticket.',
  'ticket.received.v1': ({ received }) => {
    const words = received?.turn === 1 ? `The customer wrote by ${received.channel}` : `The customer wrote again (message ${received?.turn})`;
    const held = received?.heldBy ? `, while ${received.heldBy} has the conversation` : '';
    return `${words}${held}.${received?.identityNote ? ` ${received.identityNote}` : ''}`;
  },
  'ticket.classified.v1': ({ classified: found }) =>
    `Understood as ${found?.smallTalk || found?.intent} (${percent(found?.confidence)}), ${found?.sentiment}, priority ${found?.priority}.`,
  'ticket.grounded.v1': ({ grounding }) => {
    const titles = [...new Set((grounding?.passages ?? []).map(({ title }) => title))];
    return titles.length ? `Found in the knowledge base: ${titles.join(', ')}.` : 'Nothing in the knowledge base is needed or fits.';
  },
  'ticket.proposed.v1': ({ proposal }) => {
    const calls = (proposal?.calls ?? []).map(({ tool, status }) => `${tool} ${status}`);
    return `Drafted ${proposal?.kind === 'fixed' ? 'fixed words' : 'an answer'}${calls.length ? ` after ${calls.join(', ')}` : ''}.`;
  },
  'escalation.requested.v1': ({ cause }) => `${cause?.by || 'A service'} asks for a person (${cause?.code}): ${sentence(cause?.reason)}`,
  'approval.requested.v1': ({ approval }) =>
    approval?.action ? `${approval.action.tool} waits for ${people(approval.neededApprovals)}.` : `The draft waits for ${people(approval?.neededApprovals)}.`,
  'approval.decided.v1': ({ approval }) => {
    const last = approval?.decisions?.at(-1);
    const by = approval?.decidedBy ? ` by ${approval.decidedBy}` : '';
    return `The approval was ${approval?.status}${by}${last?.reason ? `: ${sentence(last.reason)}` : '.'}`;
  },
  'reply.released.v1': ({ settles }) => `Words for the customer may be sent; the turn then ends as ${settles}.`,
  'reply.delivered.v1': ({ by }) => `The customer was told by ${by === 'bot' ? 'the bot' : by}.`,
  'case.escalated.v1': (body) => `Handed to people: ${handOff(body)}`,
  'case.changed.v1': ({ case: now }) => {
    const from = now?.previousState && now.previousState !== now.state ? ` (was ${now.previousState})` : '';
    return `The case is ${now?.state}${from}${now?.heldBy ? `, held by ${now.heldBy}` : ''}.`;
  },
  'conversation.taken_over.v1': ({ conversation }) => `${conversation?.by} took the conversation over.`,
  'conversation.released.v1': ({ conversation }) => `${conversation?.by} gave the conversation back to the bot.`,
  'conversation.resolved.v1': ({ conversation }) => `${conversation?.by} resolved the conversation.`,
  'conversation.erased.v1': ({ conversation }) => `${conversation?.by} had what the customer wrote and was told erased.`,
  'feedback.received.v1': () => 'A system has handed in feedback.',
  'feedback.given.v1': ({ kind, value, by }) => `Feedback${by ? ` by ${by}` : ''}: ${kind}${value ? ` ${value}` : ''}.`,
  'outcome.recorded.v1': ({ kind }) => `Counted as ${kind}.`,
  'rollout.changed.v1': ({ verb, by, canaryWeight }) => `The rollout was changed (${verb}) by ${by}: the canary draws ${canaryWeight / 100} %.`,
  'invariant.violated.v1': ({ rule, detail, tool }) => `A promise was broken (${rule}): ${sentence(detail)}${tool ? ` Stopped: ${tool === '*' ? 'all writes' : tool}.` : ''}`,
};

/** What happened, in one sentence. Texts of customers are not quoted: they stand in `messages`. */
export function summariseEvent({ topic, body }: SeenEvent): string {
  return (summaries[topic] as (body: object) => string)(body);
}

function handOff({ queue, level, code, reason }: Pick<Escalation, 'queue' | 'level' | 'code' | 'reason'>): string {
  return `queue ${queue}, ${level} (${code})${reason ? `: ${sentence(reason)}` : '.'}`;
}

function percent(share = 0): string {
  return `${Math.round(share * 100)} %`;
}

function people(count = 1): string {
  return count === 1 ? 'one approval' : `${count} approvals`;
}

function sentence(text = ''): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
