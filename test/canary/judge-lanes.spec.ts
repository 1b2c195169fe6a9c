import { expect, test } from 'vitest';
import { judgeLanes } from './judge-lanes.ts';
import type { Seen } from './lane-watcher.ts';

// A judge that finds nothing proves nothing: what it is to find, found.
const sent = new Map([['c', ['t1', 't2']]]);
function seen(more: Partial<Seen> = {}): Map<string, Seen> {
  const fine: Seen = { lanes: new Set(['canary']), received: new Map(), replies: new Map([['m1', new Map([['e1', 1]])]]), outcomes: new Map([['t1', 'canary'], ['t2', 'canary']]) };
  return new Map([['c', { ...fine, ...more }]]);
}

test('what went well', () => {
  expect(judgeLanes(sent, seen())).toEqual({ tickets: 2, conversations: 1, canary: 1, lost: [], twice: [], switched: [], repeated: 0 });
});

test.each<[string, Map<string, Seen>, object]>([
  ['a ticket without an outcome', seen({ outcomes: new Map([['t1', 'canary']]) }), { lost: ['t2'] }],
  ['a conversation that nobody saw', new Map<string, Seen>(), { lost: ['t1', 't2'] }],
  ['two replies to one message', seen({ replies: new Map([['m1', new Map([['e1', 1], ['e2', 1]])]]) }), { twice: ['m1'] }],
  ['the same record again', seen({ replies: new Map([['m1', new Map([['e1', 3]])]]) }), { repeated: 2, twice: [] }],
  ['events in two lanes', seen({ lanes: new Set(['canary', 'stable']) }), { switched: ['c'] }],
  ['an outcome of another lane', seen({ outcomes: new Map([['t1', 'canary'], ['t2', 'stable']]) }), { switched: ['c'] }],
])('%s', (_what, what, verdict) => {
  expect(judgeLanes(sent, what)).toMatchObject(verdict);
});
