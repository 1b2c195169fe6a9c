import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@deskhand/testing/infrastructure/free-port.js';
import { waitFor } from '@deskhand/testing/wait-for.js';

const root = join(import.meta.dirname, '../..');
export const services = ['ingestion', 'intent', 'retrieval', 'actions', 'escalation', 'feedback', 'console'];

interface Member {
  child: ChildProcess;
  port: number;
  skewMs: number;
}

/** Each service as a process of its own, started again whenever it ends. */
export class ServiceCrew {
  /** Ends that nobody asked for: the process gave up by itself. */
  readonly gaveUp: string[] = [];
  readonly #members = new Map<string, Member>();
  readonly #log: WriteStream;
  #isOver = false;
  readonly #killAll = () => [...this.#members.values()].forEach(({ child }) => child.kill('SIGKILL'));

  readonly #folder: string;
  readonly #env: Record<string, string>;

  constructor(folder: string, env: Record<string, string>, logFile: string) {
    this.#folder = folder;
    this.#env = env;
    this.#log = createWriteStream(logFile);
    // A frozen process does not see that its parent is gone.
    process.once('exit', this.#killAll);
  }

  async start(): Promise<void> {
    for (const name of services) this.#launch(name, await freePort(), 0);
    await this.ready(120_000);
  }

  urlOf(name: string): string {
    return `http://127.0.0.1:${this.#members.get(name)!.port}`;
  }

  async ready(deadline: number): Promise<void> {
    for (const name of services)
      await waitFor(async () => (await fetch(`${this.urlOf(name)}/readyz`, { signal: AbortSignal.timeout(3_000) })).status === 200, { for: `${name} to be ready`, deadline, every: 200 });
  }

  kill(name: string): void {
    this.#members.get(name)!.child.kill('SIGKILL');
  }

  /** Dead, and back with a clock that is wrong by this much. */
  killAndSkew(name: string, skewMs: number): void {
    this.#members.get(name)!.skewMs = skewMs;
    this.kill(name);
  }

  async freeze(name: string, forMs: number): Promise<void> {
    const { child } = this.#members.get(name)!;
    child.kill('SIGSTOP');
    await sleep(forMs);
    child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#members.values()].map(async ({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }));
    process.removeListener('exit', this.#killAll);
    this.#log.end();
  }

  #launch(name: string, port: number, skewMs: number): void {
    const preload = ['scripts/die-with-parent.mjs', ...(skewMs ? ['test/chaos/skew-clock.mjs'] : [])].flatMap((file) => ['--import', join(root, file)]);
    const child = spawn(join(root, 'node_modules/.bin/node'), [...preload, join(this.#folder, 'services/desk/bin/service.mjs'), name], {
      cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...this.#env, PORT: String(port), DIE_WITH_PARENT: String(process.pid), ...(skewMs && { SKEW_MS: String(skewMs) }) },
    });
    const member = { child, port, skewMs };
    this.#members.set(name, member);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => this.#log.write(String(chunk).replaceAll(/^(?=.)/gm, `${name} `)));
    child.once('exit', (code, signal) => {
      if (this.#isOver) return;
      if (signal !== 'SIGKILL') this.gaveUp.push(`${name}: ${signal ?? `exit code ${code}`}`);
      setTimeout(() => this.#isOver || this.#launch(name, port, member.skewMs), 200);
    });
  }
}
