import type { RawDocument } from '@deskhand/retrieval/reading/raw-document.js';
import { readSource, type Source } from '@deskhand/retrieval/reading/read-source.js';
import { splitDocument } from '@deskhand/retrieval/reading/split-document.js';
import { Unreadable } from '@deskhand/retrieval/reading/unreadable.js';
import { type Command, Option } from 'commander';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { exitCodes, Failure } from '../failure.js';
import { byOption } from '../options.js';
import { makeProgressBar } from '../progress-bar.js';

interface Taken {
  id: string;
  status: 'added' | 'updated' | 'unchanged' | 'refused';
  version: string | null;
  reason: string | null;
}

interface Chosen {
  category?: string;
  priority?: string;
  by: string;
}

interface Report {
  items: Taken[];
  faults: string[];
  notices: string[];
}

/** A request stays well below what the desk takes. */
const mostBytes = 180_000;
const usualCategory = 'support';

/** Files and pages become Markdown here; the desk judges, cuts and indexes them. What has not changed costs nothing. */
export function addCommand(io: Io): Command {
  return makeCommand<Chosen>(
    io,
    'add <source>',
    'add a file, a folder, a web page or a sitemap: Markdown, HTML, PDF, Word, or a CSV with the columns question and answer',
    async (tools, chosen, source) => {
      const { terminal } = tools;
      const report = await addAll(tools, chosen, await open(source!));
      const refused = report.items.filter(({ status }) => status === 'refused').length + report.faults.length;
      terminal.answer(report, () => describe(report));
      if (refused > 0) throw new Failure(`${refused} could not be added; everything else is in use, and what was there before still is.`, exitCodes.failed);
    },
    (command) =>
      command
        .option('--category <name>', 'of all that is added; usually the front matter or the folder names it')
        .addOption(new Option('--priority <level>', 'of all that is added').choices(['critical', 'high', 'medium', 'low']))
        .addOption(byOption()),
  );
}

async function open(source: string): Promise<Source> {
  return readSource(source).catch((error: unknown) => {
    throw error instanceof Unreadable ? new Failure(error.message) : error;
  });
}

async function addAll({ desk, terminal }: Tools, chosen: Chosen, { count, outcomes }: Source): Promise<Report> {
  const report: Report = { items: [], faults: [], notices: [] };
  const bar = makeProgressBar(terminal.err, count);
  let waiting: object[] = [];
  let size = 0;
  const send = async () => {
    if (waiting.length > 0) report.items.push(...(await desk.post<{ items: Taken[] }>('/v1/knowledge/documents', { by: chosen.by, documents: waiting })).items);
    [waiting, size] = [[], 0];
  };
  for await (const outcome of outcomes) {
    if ('fault' in outcome) report.faults.push(outcome.fault);
    else {
      report.notices.push(...outcome.reading.notices);
      for (const document of outcome.reading.documents.flatMap((each) => splitDocument(each)).map((each) => offer(each, chosen))) {
        const bytes = Buffer.byteLength(JSON.stringify(document));
        if (size + bytes > mostBytes || waiting.length === 100) await send();
        waiting.push(document);
        size += bytes;
      }
    }
    bar.tick();
  }
  await send();
  bar.end();
  return report;
}

function offer({ id, source, title, body, category, priority, updated, expires }: RawDocument, chosen: Chosen): object {
  const folder = id.includes('/') && !/^https?:/.test(source) ? id.split('/')[0]!.toLowerCase().replace(/[^a-z0-9_-]+/g, '_') : '';
  return {
    id: id.slice(0, 400), source, title: title.replace(/\s+/g, ' ').trim().slice(0, 300), text: body, updated, expires,
    category: chosen.category ?? category ?? (/^[a-z]/.test(folder) ? folder : usualCategory),
    priority: chosen.priority ?? priority,
  };
}

function describe({ items, faults, notices }: Report): string {
  const count = (wanted: string) => items.filter(({ status }) => status === wanted).length;
  const sum = `${count('added')} added, ${count('updated')} updated, ${count('unchanged')} unchanged.`;
  return [...notices, ...faults, ...items.flatMap(({ reason }) => reason ?? []), sum].join('\n');
}
