import { checkCatalogue } from '@deskhand/catalogue/check-catalogue.js';
import { readCatalogueFiles } from '@deskhand/catalogue/read-catalogue-files.js';
import { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { exitCodes, Failure } from '../failure.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';

/** `deskhand catalogue check [DIR]`: needs no desk. */
export function catalogueCommand(io: Io): Command {
  return new Command('catalogue').description('work with a catalogue folder').addCommand(check(io));
}

function check(io: Io): Command {
  return makeCommand(io, 'check [dir]', 'name every fault of a catalogue by file and line', async ({ terminal, env }, _options, dir = env.CATALOGUE_DIR ?? shippedCatalogue) => {
    const files = read(dir);
    const faults = checkCatalogue(files);
    const lines = faults.map(({ file, line, message, hint }) => `${file}:${line}: ${message}. ${hint}`);
    terminal.answer({ dir, files: files.length, faults }, () => (lines.length > 0 ? lines.join('\n') : `${dir}: ${files.length} files, no faults.`));
    if (faults.length > 0) throw new Failure(`${dir} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}: a desk would not start with it.`, exitCodes.failed);
  });
}

function read(dir: string) {
  try {
    return readCatalogueFiles(dir);
  } catch (error) {
    throw new Failure(`The catalogue folder ${dir} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
