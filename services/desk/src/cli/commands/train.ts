import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { curveDrawing } from '../../evals/curve-drawing.js';
import { learningCurve, type LearningCurve } from '../../evals/learning-curve.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { table } from '../table.js';

/** `deskhand train`: trains a catalogue's classifier, so that the desk's start need not, and shows what more phrases would bring. */
export function trainCommand(io: Io): Command {
  return makeCommand<{ catalogue: string; curve: boolean; report?: string }>(
    io,
    'train',
    "train a catalogue's classifier and show its learning curve",
    async ({ terminal }, { catalogue: dir, curve: wanted, report }) => {
      const catalogue = loadCatalogue(dir);
      const intents = new Set(catalogue.examples.map(({ intent }) => intent));
      if (intents.size < 2) throw new Failure(`${dir}/examples: ${intents.size === 0 ? 'there is no phrase' : `all phrases are of "${[...intents].join()}"`}: a classifier needs phrases of at least two intents.`);
      const { version, file, isNew } = await builtClassifier(catalogue.examples);
      const curve = wanted ? learningCurve(catalogue) : undefined;
      if (report && curve) await draw(report, curve);
      terminal.answer({ version, file, isNew, phrases: catalogue.examples.length, ...curve }, () =>
        [
          `Classifier ${version} of ${catalogue.examples.length} phrases ${isNew ? 'is trained' : 'was there already'}: ${file}`,
          ...(curve ? ['', words(curve), '', `Asked about ${curve.heldOut} phrases of the catalogue that none of them learnt from. Customers' own words are harder: keep some of theirs for \`deskhand eval route\`.`] : []),
        ].join('\n'),
      );
    },
    (it) =>
      it
        .option('--catalogue <dir>', 'the catalogue folder', shippedCatalogue)
        .option('--no-curve', 'train only')
        .option('--report <file>', 'draw the learning curve: an SVG image, or an HTML page where the name ends in .html'),
  );
}

function words({ points }: LearningCurve): string {
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  const bar = (value: number) => '#'.repeat(Math.round(value * 30));
  const rows = points.map(({ phrasesPerIntent, phrases, accuracy, macroF1, ece }) => [String(phrasesPerIntent ?? 'all'), String(phrases), share(accuracy), share(macroF1), ece.toFixed(3), bar(macroF1)]);
  return table(['PER INTENT', 'PHRASES', 'ACCURACY', 'MACRO-F1', 'ECE', ''], rows);
}

async function draw(file: string, curve: LearningCurve): Promise<void> {
  const svg = curveDrawing(curve);
  const page = file.endsWith('.html') ? `<!doctype html><html lang="en"><meta charset="utf-8"><title>Learning curve</title><h1>Learning curve</h1>\n${svg}</html>\n` : svg;
  await writeFile(file, page).catch((error: Error) => {
    throw new Failure(`${file} cannot be written: ${error.message}.`);
  });
}
