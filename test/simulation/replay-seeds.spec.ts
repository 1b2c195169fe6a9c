import { compileTriage } from '@deskhand/intent/decide/compile-triage.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import type { RecordedEvent } from '@deskhand/desk/evals/replay/recorded-event.js';
import { replayArchive } from '@deskhand/desk/evals/replay/replay-archive.js';
import { SearchedKnowledge } from '@deskhand/desk/evals/replay/search-knowledge.js';
import { beforeAll, expect, test } from 'vitest';
import { openPureParts, type PureParts } from './pure-parts.ts';
import { Simulation } from './simulation.ts';

let parts: PureParts;
beforeAll(async () => {
  parts = await openPureParts();
});

test('what two hundred simulated desks decided is decided the same again, whatever crashed, came twice or overtook', async () => {
  const { catalogue } = parts;
  const candidate = { catalogue, classifier: await builtClassifier(catalogue.examples), promptVersion: compileTriage(catalogue, (text) => text).sha256, knowledge: new SearchedKnowledge(catalogue.knowledge) };
  const options = { candidate, baseline: { catalogue, hasSameKnowledge: true }, mode: 'auto' as const, from: 0, to: Number.POSITIVE_INFINITY };
  let turns = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const simulation = new Simulation(parts, seed);
    await simulation.run();
    const replayed = await replayArchive(eventsOf(simulation), options);
    expect(replayed.differences, `seed ${seed}`).toEqual([]);
    turns += replayed.turns;
  }
  expect(turns).toBeGreaterThan(300);
});

async function* eventsOf({ history }: Simulation): AsyncGenerator<RecordedEvent> {
  for (const line of history.lines) {
    const [, at, json] = /^(\S+) .*? -> \S+ (\{.*)$/.exec(line) ?? [];
    if (!at || !json) continue;
    const { topic, lane, subject, body } = JSON.parse(json) as { topic: string; lane: string; subject: string | null; body: unknown };
    yield { topic, lane, at, ticketId: subject, body };
  }
}
