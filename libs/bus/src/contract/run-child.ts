import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  process: ChildProcess;
  /** Resolves when it has printed this line, or is gone. */
  line(text: string): Promise<void>;
  /** Exit code or signal. */
  gone: Promise<number | NodeJS.Signals>;
}

/** Runs one of the programs beside this file. */
export function runChild(name: string, env: Record<string, string>): Child {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', file('./typescript.mjs'), file(`./${name}.ts`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  // A relay that has lost something waits for it for ever.
  const late = setTimeout(() => child.kill('SIGKILL'), 40_000);
  child.once('close', () => clearTimeout(late));
  const said = new Set<string>();
  const lines = createInterface({ input: child.stdout }).on('line', (line) => said.add(line));
  const gone = new Promise<number | NodeJS.Signals>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal!)));
  const line = (text: string) =>
    new Promise<void>((resolve) => {
      if (said.has(text)) return resolve();
      lines.on('line', (heard) => heard === text && resolve());
      void gone.then(() => resolve());
    });
  return { process: child, line, gone };
}
