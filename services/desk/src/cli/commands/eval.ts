import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import type { DetectorFigures } from '../../evals/detections.js';
import { detectorPage } from '../../evals/detector-page.js';
import { doubtsAbout } from '../../evals/doubts-about.js';
import { evaluateIntents } from '../../evals/evaluate-intents.js';
import { evaluatePii } from '../../evals/evaluate-pii.js';
import { evaluateRetrieval } from '../../evals/evaluate-retrieval.js';
import { evaluateRoute } from '../../evals/evaluate-route.js';
import { evaluateSafety } from '../../evals/evaluate-safety.js';
import { readLines } from '../../evals/read-lines.js';
import { reportPage } from '../../evals/report-page.js';
import { documentLine, labelledLine, markedLine, queryLine, routedLine, safetyLine } from '../../evals/shapes.js';
import { writeLines } from '../../evals/write-lines.js';
import { retrievalPage } from '../../evals/retrieval-page.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { cascadeCommand } from './eval-cascade.js';
import { countOption } from '../options.js';
import { evalCustomersCommand } from './eval-customers.js';
import { evalRepliesCommand } from './eval-replies.js';
import { figureTable } from '../figure-table.js';
import type { Terminal } from '../terminal.js';

const predictions = ['--predictions <out>', 'write one prediction a line to this file'] as const;
const report = ['--report <file>', 'draw reliability, confusions and the worst mistakes as an HTML page'] as const;
const testFile = ['--test <file...>', 'JSONL to be asked about'] as const;

/** `deskhand eval …`: needs no desk; one prediction a line, so that anyone can compute the figures again. */
export function evalCommand(io: Io): Command {
  const command = new Command('eval').description('measure how well the desk decides, on files of yours');
  for (const make of [intents, route, cascadeCommand, retrieval, pii, safety, evalCustomersCommand, evalRepliesCommand]) command.addCommand(make(io));
  return command;
}

interface IntentArguments {
  train: string[];
  test: string[];
  oos?: string;
  few?: number;
  seed: number;
  predictions: string;
  report?: string;
}

function intents(io: Io): Command {
  return makeCommand<IntentArguments>(
    io,
    'intents',
    'train the classifier on {id,text,label} and ask it about texts it never saw',
    async ({ terminal }, { train: trainFiles, test: testFiles, oos, few, seed, predictions: out, report: page }) => {
      const train = await readAll(trainFiles, labelledLine);
      const test = await readAll(testFiles, labelledLine);
      for (const doubt of doubtsAbout(train, test, oos)) terminal.err.write(`${doubt}\n`);
      const { figures, predictions: predicted } = evaluateIntents(train, test, { seed, ...(oos && { oos }), ...(few && { few }) });
      await writeLines(out, predicted);
      if (page) await writePage(page, reportPage({ title: 'Intents', figures, judged: predicted, outOfScope: oos }));
      tell(terminal, figures, out);
    },
    (it) =>
      it
        .requiredOption('--train <file...>', 'JSONL to learn from')
        .requiredOption(...testFile)
        .option('--oos <label>', 'the label of texts that are out of scope')
        .addOption(countOption('--few <k>', 'learn from so many texts of each label', 0, 1_000_000).default(undefined))
        .addOption(countOption('--seed <s>', 'what draws them, and what training starts from', 1, 2 ** 31))
        .requiredOption(...predictions)
        .option(...report),
  );
}

function route(io: Io): Command {
  return makeCommand<{ catalogue: string; test: string[]; predictions: string; report?: string }>(
    io,
    'route',
    "ask a catalogue's router about {id,text,route}",
    async ({ terminal }, { catalogue: dir, test: files, predictions: out, report: page }) => {
      const test = await readAll(files, routedLine);
      const catalogue = loadCatalogue(dir);
      const { model } = await builtClassifier(catalogue.examples);
      const { figures, predictions: predicted, judged } = evaluateRoute(catalogue, model, test);
      await writeLines(out, predicted);
      if (page) await writePage(page, reportPage({ title: 'Routes', figures, judged }));
      tell(terminal, figures, out);
    },
    (it) => it.option('--catalogue <dir>', 'the catalogue folder', shippedCatalogue).requiredOption(...testFile).requiredOption(...predictions).option(...report),
  );
}

function retrieval(io: Io): Command {
  return makeCommand<{ corpus: string[]; queries: string[]; predictions: string; report?: string }>(
    io,
    'retrieval',
    'search {id,title?,text} for {id,text,relevant:[id]}',
    async ({ terminal }, { corpus: corpusFiles, queries: queryFiles, predictions: out, report: page }) => {
      const corpus = await readAll(corpusFiles, documentLine);
      const queries = await readAll(queryFiles, queryLine);
      const known = new Set(corpus.map(({ id }) => id));
      const missing = queries.flatMap(({ relevant }) => relevant).filter((id) => !known.has(id)).length;
      if (missing) terminal.err.write(`${missing} of the relevant ids are of no document of the corpus: they cannot be found.\n`);
      const { figures, yardstick, predictions: predicted, passages } = evaluateRetrieval(corpus, queries);
      await writeLines(out, predicted);
      if (page) await writePage(page, retrievalPage(corpus, queries, predicted, figures, yardstick));
      tell(terminal, figures, out, { documents: corpus.length, passages, queries: queries.length, bm25: yardstick });
    },
    (it) => it.requiredOption('--corpus <file...>', 'JSONL of documents').requiredOption('--queries <file...>', 'JSONL of questions').requiredOption(...predictions).option('--report <file>', 'tell where the right document stood, and what came instead, as an HTML page'),
  );
}

type DataArguments = { data: string[]; predictions: string; report?: string };
const dataFile = ['--data <file...>', 'JSONL of texts'] as const;
const detectorReport = ['--report <file>', 'tell what was missed and what was found wrongly as an HTML page; the lines must say what is there'] as const;

function pii(io: Io): Command {
  return makeCommand<DataArguments>(
    io,
    'pii',
    'find personal data in {id,text,spans?}',
    async ({ terminal }, { data, predictions: out, report: page }) => {
      const { predictions: found, figures, ...judged } = evaluatePii(await readAll(data, markedLine));
      await writeLines(out, found);
      if (page) await writePage(page, detectorPage({ title: 'Personal data', figures, ...judged }));
      tell(terminal, { ...figures, ...byKind(judged.kinds) }, out);
    },
    (it) => it.requiredOption(...dataFile).requiredOption(...predictions).option(...detectorReport),
  );
}

function safety(io: Io): Command {
  return makeCommand<DataArguments>(
    io,
    'safety',
    'find injection, toxicity, legal mentions and wishes for a person in {id,text,injection?,toxicity?,legal?,asksForHuman?}',
    async ({ terminal }, { data, predictions: out, report: page }) => {
      const { predictions: found, figures, ...judged } = evaluateSafety(await readAll(data, safetyLine));
      await writeLines(out, found);
      if (page) await writePage(page, detectorPage({ title: 'Safety', figures, ...judged }));
      tell(terminal, { ...figures, ...byKind(judged.kinds) }, out);
    },
    (it) => it.requiredOption(...dataFile).requiredOption(...predictions).option(...detectorReport),
  );
}

/** Only where the lines say what is there: else there is nothing to compare with. */
function byKind(kinds: readonly DetectorFigures[]): Record<string, number> {
  return Object.fromEntries(kinds.flatMap(({ kind, precision, recall, f2 }) => [[`${kind} precision`, precision], [`${kind} recall`, recall], [`${kind} F2`, f2]]));
}

async function readAll<Shape extends Parameters<typeof readLines>[1]>(files: readonly string[], shape: Shape) {
  const lists = [];
  for (const file of files) lists.push(await readLines(file, shape));
  return lists.flat();
}

async function writePage(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((error: Error) => {
    throw new Failure(`${file} cannot be written: ${error.message}.`);
  });
}

function tell(terminal: Terminal, figures: object, out: string, more: object = {}): void {
  terminal.answer({ ...figures, ...more, predictions: out }, () => `${figureTable(figures)}${'bm25' in more ? `\n\nBM25 on the same texts\n${figureTable(more.bm25 as object)}` : ''}\n\nOne prediction a line: ${out}`);
}
