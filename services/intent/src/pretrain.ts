import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
// node services/intent/dist/pretrain.js [CATALOGUE_DIR]
// Trains the classifier of a catalogue as a step of the build, so that the first start need not.
import { builtClassifier } from './perform/built-classifier.js';

const { file, isNew } = await builtClassifier(openCatalogue({ CATALOGUE_DIR: process.argv[2] }).examples);
process.stdout.write(`${isNew ? 'The classifier is trained' : 'The classifier is there already'}: ${file}\n`);
