import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { byOption } from '../options.js';

interface Tools {
  items: { tool: string; kind: string; paused: boolean; by: string | null; at: string | null }[];
}

/** `deskhand pause [TOOL]` and `deskhand resume [TOOL]`. */
export function pauseCommands(io: Io): Command[] {
  return [
    pauseCommand(io, 'pause', 'let no new write of a tool begin (of any, without a name); such turns go to people'),
    pauseCommand(io, 'resume', 'let the writes of a tool (of all, without a name) begin again'),
  ];
}

function pauseCommand(io: Io, verb: string, description: string): Command {
  return makeCommand<{ by: string }>(
    io,
    `${verb} [tool]`,
    description,
    async ({ desk, terminal }, { by }, tool) => {
      const tools = await desk.post<Tools>(`/v1/tools/${verb}`, { tool, by });
      terminal.answer(tools, () => describe(tools));
    },
    (command) => command.addOption(byOption()),
  );
}

function describe({ items }: Tools): string {
  const paused = items.filter((item) => item.paused);
  if (paused.length === 0) return 'No write is paused.';
  return paused.map(({ tool, by, at }) => `${tool} is paused by ${by} since ${at}`).join('\n');
}
