import type { TurnStep } from './plan-turn.js';
import type { Turn } from './turn.js';

/** Whether a turn has anything for a model: something to look up or to put into words. The desk's own fixed words need none. */
export function needsModel(turn: Turn, step: TurnStep): boolean {
  switch (step.kind) {
    case 'call':
      return true;
    case 'reply':
      return step.parts.some(({ fixed }) => !fixed);
    case 'escalate':
      return mayAnswer(turn, step);
  }
}

/** No sentence of the documents answers word for word; a model may find the answer in them. */
export function mayAnswer({ grounding }: Turn, step: TurnStep): boolean {
  return step.kind === 'escalate' && step.code === 'no_grounding' && step.parts.length === 0 && grounding.enough && grounding.passages.length > 0;
}
