import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { judgeLanes, type Verdict } from './judge-lanes.ts';
import type { Lanes } from './start-lanes.ts';

export interface LoadOptions {
  tickets: number;
  /** Per second. */
  rate: number;
  /** Tells the conversations of two loads apart. */
  name: string;
  /** What happens when half is sent; the rest is sent meanwhile. */
  halfway: () => Promise<unknown>;
  deadlineMs: number;
}

const texts = ['What is your return policy?', 'How long does standard shipping take?', 'thanks', 'I want to talk to a human', 'Do you ship to Canada?'];
const step = 20;

/** Sends conversations of two tickets each, the second ones from the middle on, and judges what came of all of them. */
export async function rollBackUnderLoad(lanes: Lanes, { tickets, rate, name, halfway, deadlineMs }: LoadOptions): Promise<Verdict & { seconds: number }> {
  const sent = new Map<string, string[]>();
  const before = lanes.watcher.settled;
  const began = performance.now();
  let turned: Promise<unknown> = Promise.resolve();
  for (let n = 0; n < tickets; n += step) {
    if (n >= tickets / 2 && n < tickets / 2 + step) turned = halfway();
    await lanes.send(Array.from({ length: Math.min(step, tickets - n) }, (_, m) => ticketOf(name, n + m, tickets, sent)));
    await sleep(Math.max(0, began + ((n + step) / rate) * 1_000 - performance.now()));
  }
  await turned;
  const settled = () => lanes.watcher.settled - before >= tickets;
  await waitFor(settled, { for: `${tickets} tickets to come to rest`, deadline: deadlineMs, every: 250 }).catch(() => undefined);
  // What would come twice has a moment to come.
  await sleep(1_000);
  return { ...judgeLanes(sent, lanes.watcher.conversations), seconds: Math.round((performance.now() - began) / 100) / 10 };
}

/** The second half are second tickets of the conversations of the first: whoever began them goes on with them. */
function ticketOf(name: string, n: number, tickets: number, sent: Map<string, string[]>): object {
  const number = n % Math.ceil(tickets / 2);
  const conversationId = `${name}-${number}`;
  const id = `${name}-${n}`;
  sent.set(conversationId, [...(sent.get(conversationId) ?? []), id]);
  return { source: 'canary', id, conversationId, text: texts[n % texts.length] };
}
