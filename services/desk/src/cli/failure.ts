export const exitCodes = { ok: 0, failed: 1, usage: 2, unreachable: 3 } as const;

/** What ends a command; `message` is written for the person at the terminal. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
    /** The desk's own words, for `--json`. */
    readonly body?: unknown,
  ) {
    super(message);
  }
}
