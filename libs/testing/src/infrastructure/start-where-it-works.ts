import { dockerAnswers } from './docker-answers.js';
import { NotInstalled } from './not-installed.js';
import type { Tell } from './running-server.js';

export interface WaysToStart<T> {
  name: string;
  inContainer: () => Promise<T>;
  natively: () => Promise<T>;
  /** What to install where neither works, as it should read after "Start Docker, or". */
  install: string;
  message?: Tell;
}

/**
 * A container where Docker answers, else a process of this machine. Docker that answers but cannot fetch the image counts
 * as "does not work". `DESKHAND_INFRASTRUCTURE=docker|native` leaves only one way.
 */
export async function startWhereItWorks<T>(ways: WaysToStart<T>): Promise<T> {
  const only = process.env['DESKHAND_INFRASTRUCTURE'];
  if (only === 'docker') return ways.inContainer();
  const dockerSaid = only === 'native' ? 'Docker was not asked' : await tryContainer(ways);
  if (typeof dockerSaid === 'object') return dockerSaid.started;
  try {
    return await ways.natively();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error(`${ways.name} does not start here. Start Docker, or ${ways.install}. (${dockerSaid}; ${error.message})`, { cause: error });
  }
}

async function tryContainer<T>(ways: WaysToStart<T>): Promise<{ started: T } | string> {
  if (!(await dockerAnswers())) return 'Docker does not answer';
  try {
    return { started: await ways.inContainer() };
  } catch (error) {
    ways.message?.(`${ways.name} did not start in Docker; trying without.`);
    return `in Docker: ${(error as Error).message}`;
  }
}

/** A program that is not there, as opposed to one that fails. */
function isMissing(error: unknown): error is Error {
  return error instanceof NotInstalled || (error as NodeJS.ErrnoException).code === 'ENOENT';
}
