import type { DeskHttp } from '../../cli/desk-http.js';
import { submit, waitForSettled } from '../../cli/submit.js';
import type { Ticket } from '../../cli/ticket.js';
import type { CustomerScript } from './customer-script.js';
import { type CustomerResult, judgeCustomer } from './judge-customer.js';
import { openFreshDesk } from './open-fresh-desk.js';

const longestTurn = 30;

/** Lets scripted customers write to a fresh desk, one after the other, so that the same scripts always meet the same shop. */
export async function playCustomers(scripts: readonly CustomerScript[], catalogue: string, env: Record<string, string | undefined>, told: (done: number) => void): Promise<CustomerResult[]> {
  const { desk, tokenFor, close } = await openFreshDesk(catalogue, env);
  try {
    const results: CustomerResult[] = [];
    for (const script of scripts) {
      const token = script.as && (await tokenFor(script.as));
      results.push(judgeCustomer(script, await play(desk, script, results.length, token)));
      told(results.length);
    }
    return results;
  } finally {
    await close();
  }
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
