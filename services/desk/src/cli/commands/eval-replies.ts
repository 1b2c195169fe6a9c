import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import type { Command } from 'commander';
import { writeLines } from '../../evals/write-lines.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { figureTable } from '../figure-table.js';
import { countOption } from '../options.js';
import { makeProgressBar } from '../progress-bar.js';

interface Arguments {
  catalogue: string;
  count: number;
  seed: number;
  predictions?: string;
}

const usual = 2_000;

/** `deskhand eval replies`: counts figures, dates and ids in replies that nothing backs. */
export function evalRepliesCommand(io: Io): Command {
  return makeCommand<Arguments>(
    io,
    'replies',
    'write many messages to a fresh desk and count figures, dates and ids in its replies that nothing backs',
    async ({ terminal, env }, { catalogue: dir, count, seed, predictions: out }) => {
      const catalogue = loadCatalogue(dir);
      const { measureReplies } = await import('../../evals/replies/measure-replies.js');
      const bar = makeProgressBar(terminal.err, count);
      const checked = await measureReplies(catalogue, dir, count, seed, env, () => bar.tick()).finally(() => bar.end());
      if (out) await writeLines(out, checked);
      const bad = checked.filter(({ unsupported }) => unsupported.length > 0);
      const replies = checked.filter(({ reply }) => reply !== '');
      const figures = { messages: checked.length, replies: replies.length, withFigures: checked.filter(({ hasFigures }) => hasFigures).length, unsupported: bad.length };
      terminal.answer({ ...figures, bad }, () => [figureTable(figures), ...bad.slice(0, 20).map(({ message, reply, unsupported }) => `\n${unsupported.join(', ')}\n  ${message}\n  ${reply.replaceAll('\n', ' ')}`)].join('\n'));
      if (bad.length > 0) throw new Failure(`${bad.length} replies say something that nothing backs.`);
    },
    (it) =>
      it
        .option('--catalogue <dir>', 'the catalogue folder', shippedCatalogue)
        .addOption(countOption('--count <n>', 'how many messages', usual, 100_000))
        .addOption(countOption('--seed <s>', 'what draws them', 1, 2 ** 31))
        .option('--predictions <out>', 'write one reply a line to this file'),
  );
}
