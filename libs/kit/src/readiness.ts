import type { DeadLetterCount } from './metrics.js';

/** What keeps the desk from serving, in sentences; none when it is ready. */
export type ReadinessCheck = () => Promise<string[]> | string[];

/** Promises that were broken in the last day. */
export interface ViolationCount {
  rule: string;
  count: number;
  /** Of the newest one. */
  ticketId: string;
  tool: string;
}

const patience = 2_000;

/** The checks behind /readyz. A service registers what it needs; dead letters are shown and never make it unready. */
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();
  #deadLetters: () => Promise<DeadLetterCount[]> | DeadLetterCount[] = () => [];
  #violations: () => Promise<ViolationCount[]> = async () => [];

  register(name: string, check: ReadinessCheck): void {
    if (this.#checks.has(name)) throw new Error(`There is a readiness check "${name}" already`);
    this.#checks.set(name, check);
  }

  showDeadLetters(counts: () => Promise<DeadLetterCount[]> | DeadLetterCount[]): void {
    this.#deadLetters = counts;
  }

  /** Shown like dead letters: what was broken is the operator's, and the desk goes on serving. */
  showViolations(counts: () => Promise<ViolationCount[]>): void {
    this.#violations = counts;
  }

  names(): string[] {
    return [...this.#checks.keys()];
  }

  /** A check that fails or hangs is a reason of its own. */
  async reasons(name: string): Promise<string[]> {
    try {
      return await within(patience, Promise.resolve(this.#checks.get(name)!()));
    } catch (error) {
      return [`${name} cannot be checked: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  deadLetters(): Promise<DeadLetterCount[]> {
    return orNone(async () => this.#deadLetters());
  }

  violations(): Promise<ViolationCount[]> {
    return orNone(this.#violations);
  }
}

async function orNone<T>(ask: () => Promise<T[]>): Promise<T[]> {
  try {
    return await within(patience, ask());
  } catch {
    return [];
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
