import type { Command } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { exitCodes, Failure } from '../failure.js';
import { byOption, countOption } from '../options.js';
import { table } from '../table.js';

interface Listed {
  id: string;
  title: string;
  category: string;
  priority: string;
  updated: string;
  expires: string | null;
  updateFrequency: string;
  stale: boolean;
  version: string;
  origin: string;
  source: string;
  passages: number;
}

interface Shown extends Listed {
  text: string;
  versions: { version: string; addedBy: string; addedAt: string; removed: boolean }[];
}

interface Found {
  passages: { documentId: string; section: string; score: number; text: string }[];
  enough: boolean;
}

interface Checked {
  documents: number;
  findings: { kind: string; documents: string[]; message: string }[];
}

export function listCommand(io: Io): Command {
  return makeCommand(io, 'list', 'list the documents', async ({ desk, terminal }) => {
    const { items, indexVersion } = await desk.get<{ items: Listed[]; indexVersion: string }>('/v1/knowledge/documents');
    const rows = items.map(({ id, category, priority, updated, updateFrequency, stale, passages, origin }) => [id, category, priority, updated, `${updateFrequency}${stale ? ' (stale)' : ''}`, `${passages}`, origin]);
    const late = items.filter(({ stale }) => stale).length;
    const words = () =>
      rows.length === 0
        ? 'There are no documents: every question goes to a person. Add some with "deskhand kb add".'
        : `${table(['document', 'category', 'priority', 'updated', 'look again', 'passages', 'from'], rows)}\n\n${items.length} documents${late > 0 ? `, ${late} of them stale: look at them, or add them again` : ''}.`;
    terminal.answer({ items, indexVersion }, words);
  });
}

export function showDocumentCommand(io: Io): Command {
  return makeCommand(io, 'show <document>', 'print a document and its versions', async ({ desk, terminal }, _options, id) => {
    const document = await desk.get<Shown>(`/v1/knowledge/documents/${encodeURIComponent(id!)}`);
    terminal.answer(document, () => describe(document));
  });
}

export function checkCommand(io: Io): Command {
  return makeCommand(io, 'check', 'find contradictions, duplicates, orders to a model, expired and stale documents', async ({ desk, terminal }) => {
    const checked = await desk.get<Checked>('/v1/knowledge/check');
    const lines = checked.findings.map(({ kind, message }) => `${kind}: ${message}`);
    terminal.answer(checked, () => (lines.length > 0 ? lines.join('\n') : `${checked.documents} documents, nothing to mend.`));
    // Age alone is a warning.
    const wrong = checked.findings.filter(({ kind }) => kind !== 'stale').length;
    if (wrong > 0) throw new Failure(`${wrong} ${wrong === 1 ? 'thing' : 'things'} to mend in ${checked.documents} documents.`, exitCodes.failed);
  });
}

export function searchCommand(io: Io): Command {
  return makeCommand<{ categories?: string; limit: number }>(
    io,
    'search <question>',
    'search as the desk does',
    async ({ desk, terminal }, { categories, limit }, question) => {
      const query = new URLSearchParams({ q: question!, limit: String(limit), ...(categories && { categories }) });
      const found = await desk.get<Found>(`/v1/knowledge/search?${query}`);
      const lines = found.passages.map(({ score, documentId, section, text }) => `${score.toFixed(2)}  ${documentId} > ${section}\n      ${clip(text.replace(/\s+/g, ' '), 160)}`);
      const verdict = found.enough ? 'Enough to answer from.' : 'Not enough to answer from: such a question goes to a person.';
      terminal.answer(found, () => [...lines, verdict].join('\n'));
    },
    (command) => command.option('--categories <names>', 'only in these, separated by commas').addOption(countOption('--limit <n>', 'at most so many passages', 3, 20)),
  );
}

export function removeCommand(io: Io): Command {
  return makeCommand<{ by: string }>(
    io,
    'remove <document>',
    'withdraw a document that was added',
    async ({ desk, terminal }, { by }, id) => {
      const { status, body } = await desk.call<{ detail?: string }>('DELETE', `/v1/knowledge/documents/${encodeURIComponent(id!)}`, { by });
      if (status !== 200) throw new Failure(body.detail ?? `The desk says no (${status}).`, exitCodes.failed, body);
      terminal.answer(body, () => `${id} is not found any more; its versions stay on record.`);
    },
    (command) => command.addOption(byOption()),
  );
}

function describe({ id, title, category, priority, updated, expires, updateFrequency, stale, version, origin, source, passages, text, versions }: Shown): string {
  const facts = [
    `${title} (${id})`,
    `${category}, ${priority}; updated ${updated}${expires ? `, expires ${expires}` : ''}; looked at ${updateFrequency}${stale ? ', and that is overdue' : ''}`,
    `version ${version}, ${passages} passages, ${origin === 'added' ? `added from ${source}` : 'from the catalogue folder'}`,
  ];
  const history = versions.map((each) => `  ${each.addedAt}  ${each.version}  ${each.removed ? 'withdrawn' : 'added'} by ${each.addedBy}`);
  return [...facts, ...history, '', text].join('\n');
}
