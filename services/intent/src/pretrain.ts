// node services/intent/dist/pretrain.js [CATALOGUE_DIR]
// Trains the classifier of a catalogue as a step of the build, so that the first start need not.
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtModels } from './perform/model-store.js';
import { openCatalogue } from './perform/open-catalogue.js';
import { train } from './perform/train.js';
import { trainingTask } from './perform/training-task.js';

const task = trainingTask(openCatalogue(process.argv[2]).examples);
const file = join(builtModels, `${task.version}.bin`);
const exists = await access(file).then(() => true, () => false);
if (!exists) {
  await mkdir(builtModels, { recursive: true });
  // Whole or not at all: two builds may run at once.
  await writeFile(`${file}.${process.pid}`, train(task));
  await rename(`${file}.${process.pid}`, file);
}
process.stdout.write(`${exists ? 'The classifier is there already' : 'The classifier is trained'}: ${file}\n`);
