import { Command, type OptionValues } from 'commander';
import { DeskHttp } from './desk-http.js';
import { Terminal, type Writer } from './terminal.js';

type Environment = Record<string, string | undefined>;

/** Where a command line reads and writes. */
export interface Io {
  env: Environment;
  out: Writer;
  err: Writer;
}

/** What a command works with. */
export interface Tools {
  desk: DeskHttp;
  terminal: Terminal;
  env: Environment;
}

/** A command's work; what it throws as a Failure ends it with a sentence. */
export type Work<Options> = (tools: Tools, options: Options, ...args: string[]) => Promise<void>;

/** `deskhand <name> …`, with `--json` like every command. */
export function makeCommand<Options extends OptionValues>(
  { env, out, err }: Io,
  usage: string,
  description: string,
  work: Work<Options>,
  define: (command: Command) => Command = (it) => it,
): Command {
  const [name, ...args] = usage.split(' ');
  const command = define(new Command(name).description(description));
  for (const arg of args) command.argument(arg);
  return command.option('--json', 'print JSON').action(async (...given: unknown[]) => {
    const options = command.optsWithGlobals<Options & { json?: boolean }>();
    const words = given.slice(0, -2).map((word) => word as string);
    const desk = new DeskHttp(env.DESKHAND_URL || 'http://127.0.0.1:8080', env.API_TOKEN);
    await work({ desk, terminal: new Terminal(options.json ?? false, out, err), env }, options, ...words);
  });
}
