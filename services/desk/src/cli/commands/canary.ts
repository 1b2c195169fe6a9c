import { Command, InvalidArgumentError, Option } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import type { DeskHttp } from '../desk-http.js';
import { byOption } from '../options.js';
import { describeRollout, type Rollout } from '../describe-rollout.js';

interface Signed {
  by: string;
  reason?: string;
}
type Weight = Signed & { control?: number; shadow?: number; cohort?: string };

const adoptionPatienceMs = 40_000;

/** `deskhand canary status | weight N | flag on|off | promote | rollback`. */
export function canaryCommand(io: Io): Command {
  const canary = new Command('canary').description('who serves new conversations: the canary lane, the control lane, and what the shadow reads');
  for (const make of [statusCommand, weightCommand, flagCommand, promoteCommand, rollbackCommand]) canary.addCommand(make(io));
  return canary;
}

function statusCommand(io: Io): Command {
  return makeCommand(io, 'status', 'show the weights, who has set them, and which services are there', async ({ desk, terminal }) => {
    const rollout = await desk.get<Rollout>('/v1/rollout');
    terminal.answer(rollout, () => describeRollout(rollout));
  });
}

function weightCommand(io: Io): Command {
  return makeCommand<Weight>(
    io,
    'weight <percent>',
    'the share of new conversations that the canary lane serves; those that are begun stay where they are',
    async ({ desk, terminal }, { control, shadow, cohort, by, reason }, given) => {
      const rollout = await desk.post<Rollout>('/v1/rollout/weight', { percent: percent(given!), control, shadow, cohort, by, reason });
      terminal.answer(rollout, () => describeRollout(rollout));
    },
    (command) =>
      signed(command)
        .addOption(new Option('--control <percent>', 'the share that the rule engine serves').argParser(percent))
        .addOption(new Option('--shadow <percent>', 'the share that is copied to the shadow lane').argParser(percent))
        .addOption(new Option('--cohort <name>', 'whom the canary may draw').choices(['all', 'tier_1_customers'])),
  );
}

function flagCommand(io: Io): Command {
  return makeCommand<Signed>(
    io,
    'flag <on|off>',
    'the feature flag: off, nobody new goes to the canary, whatever its weight',
    async ({ desk, terminal }, { by, reason }, given) => {
      if (given !== 'on' && given !== 'off') throw new InvalidArgumentError('It must be on or off.');
      const rollout = await desk.post<Rollout>('/v1/rollout/flag', { on: given === 'on', by, reason });
      terminal.answer(rollout, () => describeRollout(rollout));
    },
    signed,
  );
}

function promoteCommand(io: Io): Command {
  return makeCommand<Signed & { done?: boolean }>(
    io,
    'promote',
    'send every new conversation to the canary; with --done, once the stable services run its version, let them take its lane',
    async ({ desk, terminal }, { done = false, by, reason }) => {
      const rollout = await desk.post<Rollout>('/v1/rollout/promote', { done, by, reason });
      if (done) return terminal.answer(...(await adopted(desk, rollout)));
      terminal.answer(rollout, () => `${describeRollout(rollout)}\n\nNow give the stable services the canary's version, then: deskhand canary promote --done`);
    },
    (command) => signed(command).option('--done', 'the stable services run the version of the canary'),
  );
}

function rollbackCommand(io: Io): Command {
  return makeCommand<Signed>(
    io,
    'rollback',
    'nobody new to the canary, and the stable services take over what it has begun, from where it stopped',
    async ({ desk, terminal }, { by, reason }) => {
      const rollout = await desk.post<Rollout>('/v1/rollout/rollback', { by, reason });
      terminal.answer(...(await adopted(desk, rollout)));
    },
    signed,
  );
}

/** Waits until the stable services have taken the canary's lane, where that lane was ever served. */
async function adopted(desk: DeskHttp, before: Rollout): Promise<[Rollout, () => string]> {
  const began = Date.now();
  for (let rollout = before; ; rollout = await desk.get<Rollout>('/v1/rollout')) {
    const stable = rollout.processes.filter(({ lane }) => lane === 'stable');
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    const done = stable.length > 0 && stable.every(({ serving }) => serving.includes('canary'));
    if (done) return [rollout, () => `${describeRollout(rollout)}\n\nThe stable services have the canary lane (after ${seconds} s).`];
    if (Date.now() - began > adoptionPatienceMs)
      return [rollout, () => `${describeRollout(rollout)}\n\nThe stable services have not taken the canary lane after ${seconds} s: see "deskhand canary status" and "deskhand doctor".`];
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function signed(command: Command): Command {
  return command.addOption(byOption()).option('--reason <text>', 'why');
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value) || value < 0 || value > 100) throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return value;
}
