import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  process: ChildProcess;
  /** What it has printed so far, line by line. */
  lines: string[];
  /** The next line that it prints after those already asked for. */
  nextLine(): Promise<string>;
  /** Exit code or signal, once it is gone. */
  gone: Promise<number | NodeJS.Signals>;
  errors(): string;
}

/** Starts one of the programs beside this file. */
export function runChild(name: string, args: string[] = [], env: Record<string, string> = {}): Child {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const child = spawn(process.execPath, ['--import', file('./typescript.mjs'), file(`./${name}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Vitest sets a MODE of its own.
    env: { ...process.env, MODE: '', ...env },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const lines: string[] = [];
  const iterator = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  let asked = 0;
  const nextLine = async () => {
    while (lines.length <= asked) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended without another line: ${errors}`);
      await new Promise<void>((resolve) => {
        iterator.once('line', () => resolve());
        child.once('close', () => resolve());
      });
    }
    return lines[asked++]!;
  };
  const gone = new Promise<number | NodeJS.Signals>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal!)));
  return { process: child, lines, nextLine, gone, errors: () => errors };
}
