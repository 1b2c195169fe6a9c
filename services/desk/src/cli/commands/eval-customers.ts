import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { customerFigures } from '../../evals/customers/customer-figures.js';
import { customersPage } from '../../evals/customers/customers-page.js';
import type { CustomerResult } from '../../evals/customers/judge-customer.js';
import { readScripts } from '../../evals/customers/read-scripts.js';
import { writeLines } from '../../evals/write-lines.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { figureTable } from '../figure-table.js';
import { makeProgressBar } from '../progress-bar.js';

interface Arguments {
  catalogue: string;
  scripts: string;
  allow: number;
  report?: string;
  predictions?: string;
}

/** `deskhand eval customers`: scripted customers write to a desk of its own; they pass or fail by facts. */
export function evalCustomersCommand(io: Io): Command {
  return makeCommand<Arguments>(
    io,
    'customers',
    'let scripted customers write to a fresh desk with the sample shop, and judge by facts what it did',
    async ({ terminal, env }, { catalogue, scripts: path, allow, report, predictions: out }) => {
      const scripts = await readScripts(path);
      const { playCustomers } = await import('../../evals/customers/play-customers.js');
      const bar = makeProgressBar(terminal.err, scripts.length);
      const results = await playCustomers(scripts, catalogue, env, () => bar.tick()).finally(() => bar.end());
      const figures = customerFigures(results);
      if (out) await writeLines(out, results);
      if (report) await write(report, customersPage(catalogue, figures, results));
      const { curve, ...plain } = figures;
      terminal.answer({ ...figures, failed: results.filter(({ passed }) => !passed) }, () => [figureTable(plain), '', ...describe(results), ...(report ? [`Report: ${report}`] : [])].join('\n'));
      const failed = figures.customers - figures.passed;
      if (failed > allow) throw new Failure(`${failed} of ${figures.customers} customers were not served as expected; ${allow} may fail.`);
    },
    (it) =>
      it
        .option('--catalogue <dir>', 'the candidate', shippedCatalogue)
        .requiredOption('--scripts <path>', 'a YAML file of scripted customers, or a folder of them')
        .option('--allow <n>', 'how many may fail', Number, 0)
        .option('--report <file>', 'tell all of it as an HTML page: the talks, what was wrong, and the curve of risk and coverage')
        .option('--predictions <out>', 'write one customer a line to this file'),
  );
}

function describe(results: readonly CustomerResult[]): string[] {
  return results.filter(({ passed }) => !passed).flatMap(({ name, place, ending, faults }) => [`${name} (${ending}, ${place})`, ...faults.map((fault) => `  ${fault}`)]);
}

async function write(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((error: Error) => {
    throw new Failure(`${file} cannot be written: ${error.message}.`);
  });
}
