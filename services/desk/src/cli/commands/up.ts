import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';

export function upCommand(io: Io): Command {
  return makeCommand(io, 'up', 'start the whole desk in this process', async ({ env, terminal }) => {
    const { runDesk } = await import('../../up/run-desk.js');
    await runDesk(env, (line) => terminal.say(line));
    await new Promise(() => undefined);
  });
}
