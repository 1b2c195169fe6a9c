import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { type Command, CommanderError } from 'commander';
import { exitCodes, Failure } from './failure.js';
import { makeProgram } from './program.js';

/** Runs one command line; answers its exit code. */
export async function runCommandLine(args: string[]): Promise<number> {
  const program = makeProgram();
  for (const command of withDescendants(program)) command.exitOverride().showHelpAfterError('(add --help to see how it is used)');
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? exitCodes.ok : exitCodes.usage;
    if (error instanceof Failure) return fail(error.message, error.exitCode, args.includes('--json') ? error.body : undefined);
    if (error instanceof BootFailure) return fail(error.message, exitCodes.failed);
    throw error;
  }
}

function fail(message: string, exitCode: number, body?: unknown): number {
  if (body !== undefined) process.stdout.write(`${JSON.stringify(body, null, 2)}\n`);
  process.stderr.write(`${message}\n`);
  return exitCode;
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}
