import { Command, type OptionValues } from 'commander';
import { DeskHttp } from './desk-http.js';
import { Terminal } from './terminal.js';

type Environment = Record<string, string | undefined>;

/** What a command works with. */
export interface Tools {
  desk: DeskHttp;
  terminal: Terminal;
  env: Environment;
}

/** A command's work; what it throws as a Failure ends it with a sentence. */
export type Work<Options> = (tools: Tools, options: Options, ...args: string[]) => Promise<void>;

/** `deskhand <name> …`, with `--json` like every command. */
export function makeCommand<Options extends OptionValues>(usage: string, description: string, work: Work<Options>, define: (command: Command) => Command = (it) => it): Command {
  const [name, ...args] = usage.split(' ');
  const command = define(new Command(name).description(description));
  for (const arg of args) command.argument(arg);
  return command.option('--json', 'print JSON').action(async (...given: unknown[]) => {
    const options = command.optsWithGlobals<Options & { json?: boolean }>();
    const words = given.slice(0, -2).map((word) => word as string);
    const { DESKHAND_URL = 'http://127.0.0.1:8080', API_TOKEN } = process.env;
    await work({ desk: new DeskHttp(DESKHAND_URL, API_TOKEN), terminal: new Terminal(options.json ?? false), env: process.env }, options, ...words);
  });
}
