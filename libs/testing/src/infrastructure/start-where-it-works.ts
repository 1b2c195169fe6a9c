import { dockerAnswers } from './docker-answers.js';
import type { Tell } from './running-server.js';

export interface WaysToStart<T> {
  name: string;
  inContainer: () => Promise<T>;
  natively: () => Promise<T>;
  /** What to install where neither works, as it should read after "or". */
  install: string;
  message?: Tell;
}

/**
 * A container where Docker answers, else a process of this machine. Docker that answers but cannot fetch the image counts
 * as "does not work". `DESKHAND_INFRASTRUCTURE=docker|native` leaves only one way.
 */
export async function startWhereItWorks<T>(ways: WaysToStart<T>): Promise<T> {
  const only = process.env['DESKHAND_INFRASTRUCTURE'];
  const reasons: string[] = [];
  if (only !== 'native') {
    if (await dockerAnswers()) {
      try {
        return await ways.inContainer();
      } catch (error) {
        reasons.push(`in Docker: ${(error as Error).message}`);
        ways.message?.(`${ways.name} did not start in Docker; trying without.`);
      }
    } else reasons.push('Docker does not answer');
  }
  if (only !== 'docker') {
    try {
      return await ways.natively();
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new Error(`${ways.name} does not start here. Start Docker, or ${ways.install}. (${reasons.join('; ')})`);
}
