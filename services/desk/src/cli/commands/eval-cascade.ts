import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { compileTriage } from '@deskhand/intent/decide/compile-triage.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { modelConfigSchema } from '@deskhand/model/config.js';
import { tiers as allTiers } from '@deskhand/model/tier.js';
import { type Command, InvalidArgumentError } from 'commander';
import { type ModelAtHand, modelAtHand } from '../../evals/ask-endpoint.js';
import { cascadePage } from '../../evals/cascade-page.js';
import { chooseSureFrom, riskFrom } from '../../evals/choose-sure-from.js';
import { type CascadeCase, cascadeCases, type CascadeFigures, evaluateCascade, surenessOf } from '../../evals/evaluate-cascade.js';
import { type HeldOut, heldOutFolds } from '../../evals/held-out-folds.js';
import { playTiers } from '../../evals/played-tier.js';
import { readLines } from '../../evals/read-lines.js';
import { routedLine } from '../../evals/shapes.js';
import { writeLines } from '../../evals/write-lines.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { table } from '../table.js';

interface Arguments {
  catalogue: string;
  test?: string[];
  accuracy: Accuracy[];
  harder: number;
  endpoint: boolean;
  predictions?: string;
  report?: string;
}

/** What a played core and heavy tier are right about. */
interface Accuracy {
  core: number;
  heavy: number;
}

export interface CurveRow extends CascadeFigures {
  model: string;
  sureFrom: number;
}

const usual: Accuracy[] = [{ core: 0.75, heavy: 0.85 }, { core: 0.85, heavy: 0.9 }, { core: 0.95, heavy: 0.97 }];
const steps = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1];

/** `deskhand eval cascade`: from which confidence the classifier may decide alone, and what asking a model about the rest brings and costs. */
export function cascadeCommand(io: Io): Command {
  return makeCommand<Arguments>(
    io,
    'cascade',
    'choose from when the classifier decides alone; what a model for the rest brings and costs',
    async ({ terminal, env }, { catalogue: dir, test, accuracy, harder, endpoint, predictions, report }) => {
      const catalogue = loadCatalogue(dir);
      if (endpoint && !test) throw new Failure('--endpoint needs --test: a model is shown phrases of the catalogue, so it cannot be asked about them.');
      if (endpoint && !env['LLM_BASE_URL']) throw new Failure('LLM_BASE_URL is not set: set it and LLM_MODEL_CORE to the model that is to be measured.');
      const cases = cascadeCases(catalogue, test ? await readTexts(catalogue, test) : heldOutFolds(catalogue));
      const { mostWrong, sureFrom } = catalogue.policies.cascade;
      const sureness = surenessOf(cases);
      const chosen = chooseSureFrom(sureness, mostWrong);
      const risk = steps.filter((step) => step < 1).map((step) => riskFrom(sureness, step));
      const asked = endpoint ? await withEndpoint(catalogue, env, cases) : undefined;
      const curve = asked ? asked.curve : await playedCurve(catalogue, cases, accuracy, { ...prices(env), harder });
      if (predictions) await writeLines(predictions, (asked ?? (await playedAt(catalogue, cases, accuracy[0] ?? usual[0]!, { ...prices(env), harder }))).answers);
      if (report) await writePage(report, cascadePage({ curve, texts: cases.length }));
      terminal.answer({ texts: cases.length, mostWrong, chosen, configured: sureFrom, risk, ...(asked && { trust: asked.trust }), curve }, () => words(cases.length, { ...chosen, mostWrong, configured: sureFrom }, risk, curve, asked?.trust));
    },
    (it) =>
      it
        .option('--catalogue <dir>', 'the catalogue folder', shippedCatalogue)
        .option('--test <file...>', 'JSONL of {id,text,route}; without it the catalogue\'s own phrases, each asked of a classifier of the other four fifths')
        .option('--accuracy <core,heavy...>', 'play tiers that are right about these shares, such as 0.85,0.9', accuracies, usual)
        .option('--harder <share>', 'how much less often they are right about what the classifier is wrong about', shareBelowOne, 0)
        .option('--endpoint', 'ask the model of LLM_BASE_URL and tell how often each tier is right', false)
        .option('--predictions <out>', 'write one prediction a line to this file')
        .option('--report <file>', 'draw the cost-accuracy curve as an HTML page'),
  );
}

function accuracies(text: string, earlier: Accuracy[]): Accuracy[] {
  const [core, heavy, ...rest] = text.split(',').map(Number);
  const isShare = (value: number | undefined): value is number => value !== undefined && value > 0 && value <= 1;
  if (!isShare(core) || !isShare(heavy) || rest.length > 0) throw new InvalidArgumentError('It must be two shares, such as 0.85,0.9.');
  return [...(earlier === usual ? [] : earlier), { core, heavy }];
}

function shareBelowOne(text: string): number {
  const share = Number(text);
  if (!(text.trim() && share >= 0 && share < 1)) throw new InvalidArgumentError('It must be a share, such as 0.3.');
  return share;
}

async function readTexts(catalogue: Catalogue, files: readonly string[]): Promise<HeldOut[]> {
  const { model, version } = await builtClassifier(catalogue.examples);
  const texts = [];
  for (const file of files) texts.push(...(await readLines(file, routedLine)));
  return texts.map((one) => ({ ...one, route: catalogue.aliases.get(one.route) ?? one.route, classifier: { model, version } }));
}

type Env = Record<string, string | undefined>;

interface Play {
  readonly prices: Readonly<Record<string, number>>;
  readonly harder: number;
}

function prices(env: Env): Pick<Play, 'prices'> {
  const { LLM_PRICE_CORE: core, LLM_PRICE_HEAVY: heavy } = modelConfigSchema.parse(env);
  return { prices: { core, heavy } };
}

function played(catalogue: Catalogue, accuracy: Accuracy, play: Play) {
  const prompt = compileTriage(catalogue, (text) => createHash('sha256').update(text).digest('hex'));
  return playTiers(catalogue, prompt, { accuracy: { ...accuracy }, ...play });
}

async function playedAt(catalogue: Catalogue, cases: readonly CascadeCase[], accuracy: Accuracy, play: Play) {
  return evaluateCascade(catalogue, cases, { sureFrom: catalogue.policies.cascade.sureFrom, tiers: ['core', 'heavy'], ask: played(catalogue, accuracy, play) });
}

async function playedCurve(catalogue: Catalogue, cases: readonly CascadeCase[], list: readonly Accuracy[], play: Play): Promise<CurveRow[]> {
  const rows: CurveRow[] = [{ model: 'none', sureFrom: 0, ...(await evaluateCascade(catalogue, cases, { sureFrom: 0, tiers: [], ask: () => Promise.reject(new Error('nobody is asked')) })).figures }];
  for (const accuracy of list) {
    const ask = played(catalogue, accuracy, play);
    for (const sureFrom of steps) rows.push({ model: `${accuracy.core}, ${accuracy.heavy}`, sureFrom, ...(await evaluateCascade(catalogue, cases, { sureFrom, tiers: ['core', 'heavy'], ask })).figures });
  }
  return rows;
}

async function withEndpoint(catalogue: Catalogue, env: Env, cases: readonly CascadeCase[]) {
  const hand: ModelAtHand = await modelAtHand(catalogue, env);
  try {
    const { sureFrom } = catalogue.policies.cascade;
    const { figures, answers } = await evaluateCascade(catalogue, cases, { sureFrom, tiers: hand.tiers, ask: hand.ask });
    const alone = await evaluateCascade(catalogue, cases, { sureFrom: 0, tiers: [], ask: hand.ask });
    return { answers, trust: hand.trust(), curve: [{ model: 'none', sureFrom: 0, ...alone.figures }, { model: hand.names, sureFrom, ...figures }] };
  } finally {
    await hand.close();
  }
}

async function writePage(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((error: Error) => {
    throw new Failure(`${file} cannot be written: ${error.message}.`);
  });
}

interface Choice {
  sureFrom: number;
  decided: number;
  wrong: number;
  mostWrong: number;
  configured: number;
}

function words(texts: number, { sureFrom, decided, wrong, mostWrong, configured }: Choice, risk: readonly ReturnType<typeof riskFrom>[], curve: readonly CurveRow[], trust?: Record<string, { asked: number; right: number }>): string {
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  const rows = curve.map((row) => [row.model, row.model === 'none' ? '' : row.sureFrom.toFixed(2), share(row.accuracy), row.macroF1.toFixed(3), row.ece.toFixed(3), share(row.asked), row.callsPerTicket.toFixed(3), `$${row.usdPer1000Tickets.toFixed(3)}`]);
  return [
    `${texts} texts. The classifier may decide alone from ${sureFrom.toFixed(2)} on: ${share(decided)} of them, ${share(wrong)} of these wrong (at most ${share(mostWrong)} wanted). The catalogue says ${configured.toFixed(2)}.`,
    '',
    table(['SURE FROM', 'DECIDES ALONE', 'WRONG', 'AT MOST'], risk.map((row) => [row.sureFrom.toFixed(2), share(row.decided), share(row.wrong), share(row.atMost)])),
    '',
    table(['CORE, HEAVY', 'SURE FROM', 'ACCURACY', 'MACRO-F1', 'ECE', 'ASKED', 'CALLS A TICKET', 'COST OF 1,000'], rows),
    ...(trust ? ['', ...allTiers.flatMap((tier) => (trust[tier] ? [`${tier}: right about ${share(trust[tier].right)} of the ${trust[tier].asked} it was asked about. policies/cascade.yaml: trust.${tier}`] : []))] : []),
  ].join('\n');
}
