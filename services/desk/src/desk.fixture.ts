import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from './cli/main.js';
import { runDesk } from './up/run-desk.js';

export interface CommandResult {
  code: number;
  out: string;
  err: string;
}

async function runWith(env: Record<string, string | undefined>, args: string[]): Promise<CommandResult> {
  const written = { out: '', err: '' };
  const code = await runCommandLine(args, {
    env,
    out: { write: (text) => (written.out += text) },
    err: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}

/** A whole desk in this process, and the command line that speaks to it. */
export async function openDesk(more: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-'));
  const env: Record<string, string | undefined> = { PORT: '0', DESKHAND_DATA: dataDir, LOG_LEVEL: 'silent', ...more };
  const told: string[] = [];
  const desk = await runDesk(env, (line) => told.push(line));
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= desk.stop());
  const clientEnv = { ...env, DESKHAND_URL: desk.url };
  return {
    url: desk.url,
    dataDir,
    env,
    /** What it said while it started. */
    told,
    app: desk.app,
    /** Runs one command line. */
    run: (...args: string[]) => runWith(clientEnv, args),
    /** The same where no desk can be reached. */
    offline: (...args: string[]) => runWith({ ...env, DESKHAND_URL: 'http://127.0.0.1:1' }, args),
    async json<Body>(...args: string[]): Promise<Body> {
      const { code, out, err } = await this.run(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as Body;
    },
    /** Its data folder stays. */
    stop,
    async close() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
