import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DeskHttp } from '../../cli/desk-http.js';
import { submit, waitForSettled } from '../../cli/submit.js';
import type { Ticket } from '../../cli/ticket.js';
import { mintToken } from '../../mint-token.js';
import { runDesk } from '../../up/run-desk.js';
import type { CustomerScript } from './customer-script.js';
import { type CustomerResult, judgeCustomer } from './judge-customer.js';

type Environment = Record<string, string | undefined>;

const longestTurn = 30;
const oneHour = 3_600;

/**
 * Lets scripted customers write to a whole desk of its own: this process, a new data folder, the sample shop fresh from its seed, the candidate's catalogue.
 * One after the other, so that the same scripts always meet the same shop.
 */
export async function playCustomers(scripts: readonly CustomerScript[], catalogue: string, env: Environment, told: (done: number) => void): Promise<CustomerResult[]> {
  const data = await mkdtemp(join(tmpdir(), 'deskhand-customers-'));
  const secret = randomBytes(32).toString('hex');
  try {
    const running = await runDesk({ ...modelOf(env), PORT: '0', LOG_LEVEL: 'silent', DESKHAND_DATA: data, IDENTITY_SECRET: secret, CATALOGUE_DIR: resolve(catalogue) }, () => undefined);
    try {
      const desk = new DeskHttp(running.url, undefined);
      const results: CustomerResult[] = [];
      for (const script of scripts) {
        const token = script.as && (await mintToken({ IDENTITY_SECRET: secret, DESKHAND_DATA: data }, script.as, oneHour));
        results.push(judgeCustomer(script, await play(desk, script, results.length, token)));
        told(results.length);
      }
      return results;
    } finally {
      await running.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** Only a model is taken from the surroundings: never their database, broker or shop. */
function modelOf(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('LLM_')));
}

async function play(desk: DeskHttp, { messages, as }: CustomerScript, n: number, identityToken: string | undefined): Promise<Ticket[]> {
  const [first, ...next] = messages;
  const customer = as && { customer: { id: as, identityToken } };
  const { ticketId } = await submit(desk, { source: 'script', id: `customer-${n}`, text: first!.say, ...customer });
  const turns = [await waitForSettled(desk, ticketId, longestTurn)];
  for (const [at, { say }] of next.entries()) {
    await desk.post(`/v1/tickets/${ticketId}/messages`, { id: `message-${at}`, text: say, ...(identityToken && { identityToken }) });
    turns.push(await waitForSettled(desk, ticketId, longestTurn));
  }
  return turns;
}
