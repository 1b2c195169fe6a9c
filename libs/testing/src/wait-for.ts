import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** What is being waited for, as it should read after "Waited 10 s for". */
  for: string;
  /** Milliseconds until it gives up; 10,000 unless said. */
  deadline?: number;
  /** Milliseconds between two looks; 50 unless said. */
  every?: number;
}

/**
 * Looks again and again until `look` answers something truthy, and returns it. An exception counts as "not yet";
 * the last one becomes the cause of the error when the deadline passes.
 */
export async function waitFor<T>(look: () => T | Promise<T>, options: WaitOptions): Promise<NonNullable<T>> {
  const deadline = options.deadline ?? 10_000;
  const end = performance.now() + deadline;
  let cause: unknown;
  do {
    try {
      const found = await before(end, look());
      if (found) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(options.every ?? 50);
  } while (performance.now() < end);
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  throw new Error(`Waited ${deadline / 1000} s for ${options.for}${why}`, { cause });
}

/** A look that hangs must not outlive the deadline. */
async function before<T>(end: number, look: T | Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, end - performance.now()), undefined, { signal: timer.signal }).then(() => {
    throw new Error('the last look had not answered');
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([look, late]);
  } finally {
    timer.abort();
  }
}
