import type { SeenEvent, TicketFacts } from './facts.js';
import { factsOfOutput, type OutputFacts } from './facts-of-output.js';
import { type Output, outputOf } from './output-of.js';

export interface TakenOutputs {
  /** In the order in which they happened. */
  readonly ready: readonly { readonly output: Output; readonly rests: OutputFacts }[];
  /** The ticket, with what is still due. */
  readonly facts: TicketFacts;
}

/** The outputs that can be explained now that an event is known: those that were due, then the event's own. */
export function takeOutputs(facts: TicketFacts, event: SeenEvent): TakenOutputs {
  const own = outputOf(event);
  const waiting = [...(facts.due ?? []), ...(own?.ticketId === facts.ticketId ? [own] : [])];
  if (!waiting.length) return { ready: [], facts };
  const judged = waiting.map((output) => ({ output, rests: factsOfOutput(output, event, facts) }));
  const due = judged.filter(({ rests }) => !rests).map(({ output }) => output);
  const ready = judged.flatMap(({ output, rests }) => (rests ? [{ output, rests }] : []));
  return { ready, facts: due.length || facts.due?.length ? { ...facts, due } : facts };
}
