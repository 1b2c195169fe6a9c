import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { Transient } from '@deskhand/kit/errors.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeIntent } from '../decide/route-intent.js';
import { Classifier } from './classifier.js';
import { ModelStore } from './model-store.js';
import { train } from './train.js';
import { trainInWorker } from './train-in-worker.js';
import { type TrainingTask, trainingTask } from './training-task.js';

// The sources as they stand need a hook in the worker, built files do not.
const fromSource = {
  url: new URL('./train-worker.ts', import.meta.url),
  options: { execArgv: ['--import', new URL('../../../../libs/kit/children/typescript.mjs', import.meta.url).href] },
};
const few = openCatalogue({}).examples.filter((_, at) => at % 50 === 0);
const noModels = join(tmpdir(), 'deskhand-no-models');

let folder: string;
let databases: { name: string; db: Database }[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-intent-'));
  databases = [
    { name: 'PGlite', db: await openDatabase({ dataDir: folder }) },
    { name: 'Postgres', db: await openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' }) },
  ];
  for (const { db } of databases) await new ModelStore(db).prepare();
});
afterAll(async () => {
  for (const { db } of databases) await db.close();
  await rm(folder, { recursive: true, force: true });
});

function open(db: Database, training: (task: TrainingTask) => Promise<Uint8Array>, models = noModels, examples = few) {
  const lines: string[] = [];
  const logger = createLogger({ name: 'spec', level: 'info', destination: { write: (line) => lines.push(line) } });
  const classifier = new Classifier(new ModelStore(db, models), training, logger);
  classifier.open(examples);
  return { classifier, lines };
}
const never = async (): Promise<Uint8Array> => {
  throw new Error('it should not train');
};
const judge = async (classifier: Classifier) => {
  const { model } = await classifier.ready();
  return ['where is my parcel', 'I want my money back', 'reset my password'].map((text) => routeIntent(model, text).candidates[0]);
};

describe('the classifier', () => {
  it.each(['PGlite', 'Postgres'])('is trained at the first start, says so, and is found at the next, on %s', async (name) => {
    const { db } = databases.find((one) => one.name === name)!;
    const first = open(db, async (task) => train(task));
    expect(first.classifier.reasons()).toEqual([expect.stringMatching(/classifier is being (opened|trained)/)]);
    const judged = await judge(first.classifier);
    expect(first.classifier.reasons()).toEqual([]);
    expect(first.lines.join('')).toMatch(/training the classifier/);
    const second = open(db, never);
    expect(await judge(second.classifier)).toEqual(judged);
    expect((await second.classifier.ready()).version).toBe((await first.classifier.ready()).version);
  });

  it('is trained again when a stored one cannot be read', async () => {
    const { db } = databases[0]!;
    const { version } = trainingTask(few);
    await new ModelStore(db).save(version, new Uint8Array([1, 2, 3]));
    const { classifier, lines } = open(db, async (task) => train(task));
    await classifier.ready();
    expect(lines.join('')).toMatch(/cannot be read/);
    await judge(open(db, never).classifier);
  });

  it('is taken from the build where that left one', async () => {
    const task = trainingTask(few.slice(0, 40));
    await writeFile(join(folder, `${task.version}.bin`), train(task));
    const { classifier } = open(databases[0]!.db, never, folder, few.slice(0, 40));
    expect((await classifier.ready()).version).toBe(task.version);
  });

  it('is another one for other phrases', () => {
    expect(trainingTask(few).version).toBe(trainingTask(structuredClone(few)).version);
    expect(trainingTask(few).version).not.toBe(trainingTask(few.slice(1)).version);
  });

  it('lets tickets wait, and readiness say why, when training fails', async () => {
    const { classifier } = open(databases[0]!.db, async () => Promise.reject(new Error('no room')), noModels, few.slice(0, 30));
    await expect(classifier.ready()).rejects.toThrow(Transient);
    expect(classifier.reasons()).toEqual(['there is no classifier: no room']);
  });
});

describe('training in a worker', () => {
  it('gives the same classifier as training on the spot, while the event loop goes on', async () => {
    const task = trainingTask(few);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const bytes = await trainInWorker(task, fromSource);
    delay.disable();
    expect(Buffer.compare(bytes, train(task))).toBe(0);
    expect(delay.max / 1e6).toBeLessThan(250);
  });

  it('fails with the reason when there is nothing to train on', async () => {
    await expect(trainInWorker(trainingTask([]), fromSource)).rejects.toThrow(/nothing to train on/);
  });
});
