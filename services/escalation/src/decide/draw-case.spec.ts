import { readFileSync } from 'node:fs';
import { ticketStates } from '@deskhand/contracts/words.js';
import { expect, it } from 'vitest';
import { drawCase } from './draw-case.js';
import { isInWork, moveState } from './move-state.js';

it('draws every state', () => {
  for (const state of ticketStates) expect(drawCase()).toMatch(new RegExp(`\\b${state}\\b`));
});

it('draws only arrows that the machine takes', () => {
  const arrows = [...drawCase().matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)];
  expect(arrows.length).toBeGreaterThan(20);
  for (const [, from, to, events] of arrows)
    for (const event of events!.split(', ')) {
      const starts = from === 'in_work' ? ticketStates.filter(isInWork) : [from];
      for (const state of starts) expect(moveState({ machine: 1, state: state as 'replied' }, event as 'message').state).toBe(to);
    }
});

it('is what the README shows', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`mermaid\n${drawCase()}\n\`\`\``);
});
