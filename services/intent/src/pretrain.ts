import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
// node services/intent/dist/pretrain.js [CATALOGUE_DIR]
// Trains the classifier of a catalogue and compiles its prompt as a step of the build, so that the first start need not.
import { builtClassifier } from './perform/built-classifier.js';
import { buildPrompt } from './perform/compiled-prompts.js';

const catalogue = openCatalogue({ CATALOGUE_DIR: process.argv[2] });
const { file, isNew } = await builtClassifier(catalogue.examples);
process.stdout.write(`${isNew ? 'The classifier is trained' : 'The classifier is there already'}: ${file}\n`);
process.stdout.write(`The prompt is compiled: ${await buildPrompt(catalogue)}\n`);
