import type { AnyStateNode } from 'xstate';
import { caseMachine } from './case-machine.js';

/** The machine as a Mermaid state diagram, read off the machine itself. */
export function drawCase(): string {
  const nodes = [...walk(caseMachine.root as AnyStateNode)].filter((node) => node.parent);
  const arrows = nodes.flatMap(arrowsOf);
  return ['stateDiagram-v2', '  [*] --> received', ...groups(nodes), ...merge(arrows)].join('\n');
}

interface Arrow {
  from: string;
  to: string;
  event: string;
}

function* walk(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* walk(child as AnyStateNode);
}

function arrowsOf(node: AnyStateNode): Arrow[] {
  return [...node.transitions.values()]
    .flat()
    .flatMap(({ eventType, target }) => (target ?? []).map((to) => ({ from: node.key, to: leafOf(to as AnyStateNode), event: eventType })));
}

function leafOf(node: AnyStateNode): string {
  return Object.keys(node.states).length > 0 ? String(node.initial.target[0]?.key) : node.key;
}

/** A state with steps inside is drawn as a box around them. */
function groups(nodes: AnyStateNode[]): string[] {
  return nodes
    .filter(({ states }) => Object.keys(states).length > 0)
    .flatMap(({ key, states }) => [`  state ${key} {`, ...Object.keys(states).map((step) => `    ${step}`), '  }']);
}

/** Several events between the same two states share an arrow. */
function merge(arrows: Arrow[]): string[] {
  const events = new Map<string, string[]>();
  for (const { from, to, event } of arrows) {
    const way = `${from} --> ${to}`;
    events.set(way, [...(events.get(way) ?? []), event]);
  }
  return [...events].map(([way, names]) => `  ${way}: ${names.join(', ')}`);
}
