import type { Example } from '@deskhand/catalogue/catalogue.js';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassifierModel } from '../decide/classifier-model.js';
import { deserialiseModel } from '../train/deserialise-model.js';
import { builtModels } from './model-store.js';
import { train } from './train.js';
import { trainingTask } from './training-task.js';

export interface BuiltClassifier {
  model: ClassifierModel;
  version: string;
  file: string;
  /** False when an earlier build left it. */
  isNew: boolean;
}

/** The classifier of a catalogue's phrases among those that came with the build; trained now, and left there, where it is missing. */
export async function builtClassifier(examples: readonly Example[], folder = builtModels): Promise<BuiltClassifier> {
  const task = trainingTask(examples);
  const file = join(folder, `${task.version}.bin`);
  const known = await readFile(file).then((bytes) => new Uint8Array(bytes), () => undefined);
  if (known) return { model: deserialiseModel(known), version: task.version, file, isNew: false };
  const bytes = train(task);
  await mkdir(folder, { recursive: true });
  // Whole or not at all: two builds may run at once.
  await writeFile(`${file}.${process.pid}`, bytes);
  await rename(`${file}.${process.pid}`, file);
  return { model: deserialiseModel(bytes), version: task.version, file, isNew: true };
}
