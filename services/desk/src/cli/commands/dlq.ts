import { Command } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { exitCodes, Failure } from '../failure.js';
import { countOption } from '../options.js';
import { table } from '../table.js';

interface DeadLetter {
  id: string;
  service: string;
  topic: string;
  subject: string | null;
  reason: string;
  errorType: string;
  attempts: number;
  place: string;
  keptAt: string;
  at: string;
  record?: { key: string | null; value: string | null; encoding: string; headers: Record<string, string> } | null;
}

interface Chosen {
  service?: string;
  topic?: string;
  all?: true;
}

/** `deskhand dlq list | show | replay | purge`. */
export function dlqCommand(io: Io): Command {
  const dlq = new Command('dlq').description('work with dead letters');
  for (const command of [list(io), show(io), settle(io, 'replay', 'put dead letters back on their topics'), settle(io, 'purge', 'give dead letters up')]) dlq.addCommand(command);
  return dlq;
}

function list(io: Io): Command {
  return makeCommand<Chosen & { limit: number }>(
    io,
    'list',
    'list dead letters, oldest first',
    async ({ desk, terminal }, { service, topic, limit }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(service && { service }), ...(topic && { topic }) });
      const { items } = await desk.get<{ items: DeadLetter[] }>(`/v1/dead-letters?${query}`);
      const rows = items.map(({ id, at, service: by, topic: from, subject, attempts, reason }) => [id, at, by, from, subject ?? '-', String(attempts), clip(reason, 80)]);
      terminal.answer({ items }, () => (items.length > 0 ? table(['id', 'at', 'service', 'topic', 'ticket', 'tries', 'reason'], rows) : 'There are no dead letters.'));
    },
    (command) => chosenOptions(command).addOption(countOption('--limit <n>', 'at most so many', 100, 1_000)),
  );
}

function show(io: Io): Command {
  return makeCommand(io, 'show <id>', 'print a dead letter as it came, personal data included', async ({ desk, terminal }, _options, id) => {
    const letter = await desk.get<DeadLetter>(`/v1/dead-letters/${encodeURIComponent(id!)}`);
    terminal.answer(letter, () => describe(letter));
  });
}

function settle(io: Io, verb: 'replay' | 'purge', description: string): Command {
  return makeCommand<Chosen>(
    io,
    `${verb} [id]`,
    description,
    async ({ desk, terminal }, { service, topic, all }, id) => {
      if (!(id ?? service ?? topic ?? all)) throw new Failure(`Say which: deskhand dlq ${verb} ID, or --service, --topic, or --all.`, exitCodes.usage);
      const { count } = await desk.post<{ count: number }>(`/v1/dead-letters/${verb}`, { id, service, topic, all });
      if (id && count === 0) throw new Failure(`There is no dead letter ${id} (any more).`);
      terminal.answer({ count }, () => `${count} ${count === 1 ? 'dead letter' : 'dead letters'} ${verb === 'replay' ? 'put back' : 'given up'}.`);
    },
    (command) => chosenOptions(command).option('--all', 'all of them'),
  );
}

function chosenOptions(command: Command): Command {
  return command.option('--service <name>', 'given up by this service').option('--topic <name>', 'of this topic');
}

function describe({ id, service, topic, reason, errorType, attempts, place, at, record }: DeadLetter): string {
  const headers = Object.entries(record?.headers ?? {}).map(([name, value]) => `  ${name}: ${clip(value, 200)}`);
  const body = record ? ['', ...headers, '', record.value ?? '(no value)'] : ['', 'The record itself is gone: the topic no longer keeps it.'];
  return [`${id}: ${service} gave up ${topic} (${place}) at ${at} after ${attempts} tries`, `${errorType}: ${reason}`, ...body].join('\n');
}
