import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { checkMachine } from '../doctor/check-machine.js';
import { checkDesk } from '../doctor/check-desk.js';
import { checkServers } from '../doctor/check-servers.js';
import { Failure } from '../failure.js';

const marks = { ok: 'ok  ', warning: 'note', fault: 'BAD ' } as const;

export function doctorCommand(io: Io): Command {
  return makeCommand(io, 'doctor', 'name what is missing, and the line that mends it', async ({ desk, terminal, env }) => {
    const groups = await Promise.all([checkMachine(env), checkServers(env), checkDesk(desk)]);
    const findings = groups.flat();
    terminal.answer({ findings }, () => findings.map(({ level, what, mend }) => `${marks[level]} ${what}${mend ? `\n       → ${mend}` : ''}`).join('\n'));
    const faults = findings.filter(({ level }) => level === 'fault').length;
    if (faults > 0) throw new Failure(`${faults} ${faults === 1 ? 'thing needs' : 'things need'} mending.`);
  });
}
