import { sentenceForPeople } from '@deskhand/kit/sentence-for-people.js';
import { type Command, CommanderError } from 'commander';
import { exitCodes, Failure } from './failure.js';
import type { Io } from './command-line.js';
import { makeProgram } from './program.js';

/** Runs one command line; answers its exit code. */
export async function runCommandLine(args: string[], io: Io = { env: process.env, out: process.stdout, err: process.stderr }): Promise<number> {
  const program = makeProgram(io);
  const output = { writeOut: (text: string) => void io.out.write(text), writeErr: (text: string) => void io.err.write(text) };
  for (const command of withDescendants(program)) command.exitOverride().configureOutput(output).showHelpAfterError('(add --help to see how it is used)');
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? exitCodes.ok : exitCodes.usage;
    if (error instanceof Failure) return fail(io, error.message, error.exitCode, args.includes('--json') ? error.body : undefined);
    const sentence = sentenceForPeople(error);
    if (sentence === undefined) throw error;
    return fail(io, sentence, exitCodes.failed);
  }
}

function fail({ out, err }: Io, message: string, exitCode: number, body?: unknown): number {
  if (body !== undefined) out.write(`${JSON.stringify(body, null, 2)}\n`);
  err.write(`${message}\n`);
  return exitCode;
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}
