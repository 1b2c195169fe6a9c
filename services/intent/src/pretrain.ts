// node services/intent/dist/pretrain.js [CATALOGUE_DIR]
// Trains the classifier of a catalogue as a step of the build, so that the first start need not.
import { builtClassifier } from './perform/built-classifier.js';
import { openCatalogue } from './perform/open-catalogue.js';

const { file, isNew } = await builtClassifier(openCatalogue(process.argv[2]).examples);
process.stdout.write(`${isNew ? 'The classifier is trained' : 'The classifier is there already'}: ${file}\n`);
