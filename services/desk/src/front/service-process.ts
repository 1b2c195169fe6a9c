import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/service.mjs', import.meta.url));
const dieWithParent = new URL('../../../../scripts/die-with-parent.mjs', import.meta.url).href;

/** Longer apart the more often it dies, until it has lived for a while. */
const restart = { firstMs: 200, mostMs: 10_000, livedMs: 30_000 };
const stopPatienceMs = 20_000;

/** One service as a process of its own, started again whenever it ends before it was told to. */
export class ServiceProcess {
  #child: ChildProcess | undefined;
  #isStopped = false;
  #isToReturn = false;
  #life: Promise<void> | undefined;

  constructor(
    readonly name: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly print: (line: string) => void,
  ) {}

  start(): void {
    this.#life ??= this.#live();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends it in order; it starts again at once. Resolves when the old one has ended. */
  async restart(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    this.#isToReturn = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
    await ended;
    clearTimeout(timer);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const child = this.#child;
    child?.kill('SIGTERM');
    const timer = setTimeout(() => child?.kill('SIGKILL'), stopPatienceMs);
    await this.#life;
    clearTimeout(timer);
  }

  async #live(): Promise<void> {
    for (let failures = 0; !this.#isStopped; ) {
      const began = Date.now();
      const how = await this.#run();
      if (this.#isStopped) return;
      if (this.#isToReturn) {
        this.#isToReturn = false;
        failures = 0;
        continue;
      }
      failures = Date.now() - began > restart.livedMs ? 0 : failures + 1;
      const pause = Math.min(restart.mostMs, restart.firstMs * 2 ** failures);
      this.print(`${this.name} has ended (${how}); it starts again in ${pause / 1_000} s.`);
      await sleep(pause);
    }
  }

  #run(): Promise<string> {
    // It dies with us, also when we are killed with -9.
    const env = { ...this.env, DIE_WITH_PARENT: String(process.pid) };
    const child = spawn(process.execPath, ['--import', dieWithParent, program, this.name], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => this.print(`${this.name.padEnd(10)} ${line}`));
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }
}
