import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { compileTriage } from '@deskhand/intent/decide/compile-triage.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Difference, Replayed } from '../../evals/replay/difference.js';
import { openSource } from '../../evals/replay/open-source.js';
import { readSource } from '../../evals/replay/read-source.js';
import { replayArchive, type ReplayOptions } from '../../evals/replay/replay-archive.js';
import { replayConcerned } from '../../evals/replay/replay-concerned.js';
import { replayPage } from '../../evals/replay/replay-page.js';
import { SearchedKnowledge } from '../../evals/replay/search-knowledge.js';
import { replayedTopics } from '../../evals/replay/turn-book.js';
import { applyWhatIf, isConcerned, parseWhatIf, topicsOfConcern, type WhatIf } from '../../evals/replay/what-if.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { table } from '../table.js';
import type { Terminal } from '../terminal.js';

const shown = 50;
const dayMs = 86_400_000;
/** Events of a turn follow it: those of the last turns are read past the end. */
const afterMs = 600_000;

interface Arguments {
  from: string;
  to: string;
  days?: number;
  catalogue?: string;
  baseline?: string;
  whatIf: WhatIf[];
  mode: 'auto' | 'suggest';
  report?: string;
}

/** `deskhand replay`: the desk's own archive decided again by a candidate. Exit code 0 also where decisions differ: that is the answer. */
export function replayCommand(io: Io): Command {
  return makeCommand<Arguments>(
    io,
    'replay',
    'decide the recorded turns again, from what is wanted to what is sent, and list every decision that would differ',
    async ({ desk, terminal, env }, { from: since, to, days, catalogue: dir, baseline: before, whatIf, mode, report }) => {
      const from = days ? new Date(Date.parse(to) - days * dayMs).toISOString() : since;
      const usual = before ?? env.CATALOGUE_DIR ?? shippedCatalogue;
      const baseline = loadCatalogue(usual);
      const catalogue = change(dir && dir !== usual ? loadCatalogue(dir) : baseline, whatIf);
      const options: ReplayOptions = {
        candidate: { catalogue, classifier: await builtClassifier(catalogue.examples), promptVersion: compileTriage(catalogue, sha256).sha256, knowledge: new SearchedKnowledge(catalogue.knowledge) },
        baseline: { catalogue: baseline, hasSameKnowledge: sameKnowledge(catalogue, baseline) },
        mode, from: Date.parse(from), to: Date.parse(to), progress: progressOn(terminal),
      };
      const source = await openSource(desk, env);
      try {
        const onlyWhatIf = whatIf.length > 0 && (!dir || dir === usual);
        const filter = { topics: replayedTopics, from: new Date(options.from - dayMs > 0 ? options.from - dayMs : 0).toISOString() };
        const replayed = onlyWhatIf
          ? await replayConcerned(source, options, topicsOfConcern(whatIf), (turn) => whatIf.some((each) => isConcerned(baseline, each, turn)))
          : await replayArchive(readSource(source, filter, options.to + afterMs), options);
        if (terminal.err.isTTY) terminal.err.write('\r\u001b[K');
        const candidate = [dir ?? usual, ...whatIf.map(({ setting, of, value }) => `${setting}${of && `.${of}`}=${value}`)].join(', ');
        if (report) await writePage(report, replayPage({ from, to, candidate }, replayed));
        terminal.answer({ from, to, candidate, ...replayed }, () => `${describe(replayed)}${report ? `\n\nThe page is in ${report}.` : ''}`);
      } finally {
        await source.close();
      }
    },
    (it) =>
      it
        .addOption(timeOption('--from <time>', 'from this time on (RFC 3339)', () => new Date(0)))
        .addOption(timeOption('--to <time>', 'until then', () => new Date()))
        .option('--days <n>', 'the last n days before --to, instead of --from', readDays)
        .option('--catalogue <dir>', 'the candidate (default: the catalogue as it is)')
        .option('--baseline <dir>', 'the catalogue that the turns were decided with (default: CATALOGUE_DIR, or as shipped)')
        .option('--what-if <setting=value>', 'change one setting of the candidate, such as escalation_threshold.refund_request=0.6; may be repeated', readWhatIf, [])
        .addOption(new Option('--mode <mode>', 'for turns whose record does not say').choices(['auto', 'suggest']).default('auto'))
        .option('--report <file>', 'write the differences as an HTML page'),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function change(catalogue: Catalogue, whatIfs: readonly WhatIf[]): Catalogue {
  try {
    return whatIfs.reduce(applyWhatIf, catalogue);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(`--what-if: ${error.message}`);
    throw error;
  }
}

function sameKnowledge(one: Catalogue, other: Catalogue): boolean {
  const list = ({ knowledge }: Catalogue) => knowledge.map(({ path, sha256 }) => `${path} ${sha256}`).sort().join('\n');
  return one === other || list(one) === list(other);
}

function timeOption(flags: string, description: string, usual: () => Date): Option {
  return new Option(flags, description).default(usual().toISOString()).argParser((text) => {
    if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('It must be a time such as 2026-11-20T10:00:00Z.');
    return new Date(text).toISOString();
  });
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError('It must be a whole number of days from 1.');
  return days;
}

function readWhatIf(text: string, earlier: readonly WhatIf[]): WhatIf[] {
  try {
    return [...earlier, parseWhatIf(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function progressOn({ err }: Terminal): (turns: number) => void {
  let drawnAt = 0;
  return (turns) => {
    if (!err.isTTY || performance.now() - drawnAt < 100) return;
    drawnAt = performance.now();
    err.write(`\r${turns} turns \u001b[K`);
  };
}

async function writePage(file: string, page: string): Promise<void> {
  await writeFile(file, page).catch((error: Error) => {
    throw new Failure(`${file} cannot be written: ${error.message}.`);
  });
}

function describe({ turns, leftOut, withoutBaseline, askedAnew, differences }: Replayed): string {
  const same = turns - differences.length;
  const head = [
    `${turns} turns decided again: ${same} the same, ${differences.length} different.${leftOut ? ` ${leftOut} left out (undecided, held by people, or erased).` : ''}`,
    ...(withoutBaseline ? [`${withoutBaseline} of them were recorded under a catalogue that is not at hand (--baseline): their searches were computed.`] : []),
    ...(askedAnew ? [`In ${askedAnew} a model would be asked with another prompt: they were decided with what it said then.`] : []),
  ].join('\n');
  if (differences.length === 0) return head;
  const more = differences.length > shown ? `\n… and ${differences.length - shown} more: --json and --report have them all.` : '';
  return `${head}\n\n${table(['ticket/turn', 'stage', 'decision', 'was', 'would be', 'text'], differences.slice(0, shown).flatMap(rowsOf))}${more}`;
}

function rowsOf({ ticketId, turn, text, why, changed }: Difference): string[][] {
  const rows = changed.map(({ stage, decision, was, would }, n) => [n ? '' : `${ticketId}/${turn}`, stage, decision, clip(was, 60), clip(would, 60), n ? '' : clip(text, 60)]);
  return why ? [...rows, ['', '', 'because', clip(why, 120), '', '']] : rows;
}
