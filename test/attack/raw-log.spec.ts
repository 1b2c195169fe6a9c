import { type RunningIngestion, startIngestion } from '@deskhand/ingestion/ingestion.fixture.js';
import { Intake } from '@deskhand/ingestion/perform/intake.js';
import { View } from '@deskhand/ingestion/perform/view.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findLeaks } from '../privacy/find-leaks.ts';
import { inventTexts } from '../privacy/invented-texts.ts';

const texts = inventTexts(40);
let ingestion: RunningIngestion;
beforeEach(async () => {
  ingestion = await startIngestion();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await ingestion?.stop();
});

async function leaksOfRun() {
  for (const [n, { text }] of texts.entries()) {
    const { status } = await ingestion.call('POST', '/v1/tickets', { source: 'log', id: `${n}`, text });
    expect(status).toBe(202);
  }
  // A body that is refused is where a log is tempted to say what came.
  await ingestion.call('POST', '/v1/tickets', { source: 'log', text: texts[0]!.text, id: 5 });
  return findLeaks(texts.flatMap(({ values }) => values), [{ name: 'the log', content: ingestion.log.join('') }]);
}

it('a run logs nothing that a customer wrote', async () => {
  expect(await leaksOfRun()).toEqual([]);
  expect(ingestion.log.length).toBeGreaterThan(0);
});

it('planted: a log line with the raw text is caught', async () => {
  const { ticket } = Intake.prototype;
  const { apply } = View.prototype;
  let raw = '';
  vi.spyOn(Intake.prototype, 'ticket').mockImplementation(function (this: Intake, submission, ...rest) {
    raw = submission.text;
    return ticket.call(this, submission, ...rest);
  });
  vi.spyOn(View.prototype, 'apply').mockImplementation(function (this: View, ...told) {
    (Reflect.get(this, 'log') as { info(words: string): void }).info(`the view is told of "${raw}"`);
    return apply.call(this, ...told);
  });
  expect((await leaksOfRun()).length).toBeGreaterThan(texts.length / 2);
});
