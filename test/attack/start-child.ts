import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const typescript = fileURLToPath(new URL('../../libs/bus/src/contract/typescript.mjs', import.meta.url));

/** Runs a file of this folder as a process of its own, from its source. */
export function startChild(file: string, env: Record<string, string>): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--conditions=source', '--import', typescript], env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The next thing it says; its end is an error. */
export async function nextWord<Word>(child: ChildProcess): Promise<Word> {
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a child ended with ${code}`)));
  const [word] = await Promise.race([once(child, 'message'), ended]);
  return word as Word;
}
