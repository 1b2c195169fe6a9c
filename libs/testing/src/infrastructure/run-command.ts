import { spawn } from 'node:child_process';

/** Runs a command to its end and returns what it printed; a failure carries the end of what it said. */
export function runCommand(command: string, args: string[], options: { deadline?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: options.deadline, killSignal: 'SIGKILL' });
    let said = '';
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(printed);
      const tail = (said + printed).trim().slice(-2000);
      reject(new Error(`${command} ${args[0] ?? ''} ended with ${signal ?? code}: ${tail}`));
    });
  });
}
