import type { SeenEvent, TicketFacts } from './facts.js';
import { type Output, outputOf } from './output-of.js';
import { projectEvent } from './project-event.js';
import { latestTurn } from './latest-turn.js';
import { wordsOf } from './words-of.js';

export interface OutputFacts {
  readonly turn: number;
  /** Of this turn alone: what is known of others is left out. */
  readonly facts: TicketFacts;
}

/**
 * What an output rests on; undefined while it is not all known, because topics overtake each other.
 * @param event the news; when it is a turn at rest nothing more is waited for
 */
export function factsOfOutput(output: Output, event: SeenEvent, facts: TicketFacts): OutputFacts | undefined {
  if (output.kind === 'settled') return factsInCase(output, event, facts);
  const turn = turnOf(output, facts);
  if (outputOf(event)?.kind === 'settled') return { turn: turn ?? 0, facts: ofTurn(facts, turn ?? 0) };
  if (turn === undefined) return undefined;
  const isHuman = output.kind === 'reply' && facts.delivered[output.messageId]?.value.by !== 'bot';
  if (output.kind === 'reply' && wordsOf(facts, output.messageId).text === '') return undefined;
  // What a person writes rests on nothing that the bot has found.
  return isHuman || facts.classified?.rank[0] === turn || isSettledTurn(facts, turn) ? { turn, facts: ofTurn(facts, turn) } : undefined;
}

/** A settled turn says all its facts itself; what people did is known from elsewhere. */
function factsInCase({ ticketId }: Output, event: SeenEvent, known: TicketFacts): OutputFacts {
  const { turns, classified, passages, proposal, calls, case: state, approvals, delivered } = projectEvent(undefined, event, ticketId);
  const turn = state?.value.turn ?? latestTurn({ turns })?.number ?? 0;
  return { turn, facts: { ...known, classified, passages, proposal, calls, case: state, approvals: { ...known.approvals, ...approvals }, delivered: { ...delivered, ...known.delivered } } };
}

/** Once the case has settled a turn, nothing more is to be heard of it. */
function isSettledTurn({ case: newest }: TicketFacts, turn: number): boolean {
  return newest !== null && newest.value.turn >= turn;
}

function turnOf({ kind, messageId }: Output, facts: TicketFacts): number | undefined {
  if (kind !== 'reply') return latestTurn(facts)?.number ?? facts.case?.value.turn;
  const released = facts.released[messageId]?.turn;
  const inReplyTo = facts.delivered[messageId]?.value.inReplyTo;
  const answered = Object.entries(facts.turns).find(([, fact]) => fact.messageId === inReplyTo)?.[0];
  return released ?? (answered === undefined ? undefined : Number(answered)) ?? (facts.case ? latestTurn(facts)?.number : undefined);
}

function ofTurn(facts: TicketFacts, turn: number): TicketFacts {
  const own = <T extends { readonly rank: readonly number[] }>(fact: T | null) => (fact?.rank[0] === turn ? fact : null);
  const calls = Object.entries(facts.calls).filter(([, { value }]) => value.turn === turn);
  return { ...facts, classified: own(facts.classified), passages: own(facts.passages), proposal: own(facts.proposal), calls: Object.fromEntries(calls) };
}
