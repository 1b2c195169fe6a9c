import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Tools } from './command-line.js';
import type { SendOptions } from './commands/send.js';
import { Failure } from './failure.js';
import { makeProgressBar } from './progress-bar.js';
import { type Sent, summariseSent, tableOfSent } from './summarise-sent.js';
import { submit, waitForSettled } from './submit.js';

interface Line {
  n: number;
  ticket: Record<string, unknown>;
}

/** Sends every line of a file, so many at a time, and tells what became of them. @throws Failure when a line was refused or did not settle */
export async function sendFile({ desk, terminal }: Tools, options: SendOptions, file: string, token: string | undefined): Promise<void> {
  const lines = parseLines(await readLines(file), file);
  const run = `${basename(file)}-${Date.now().toString(36)}`;
  const bar = makeProgressBar(terminal.err, lines.length);
  const out = options.out ? createWriteStream(options.out) : undefined;
  const sent: Sent[] = [];
  const began = performance.now();

  async function sendOne({ n, ticket }: Line): Promise<void> {
    const { id = `${run}:${n}`, customer, ...rest } = ticket;
    const whole = { source: options.source, ...rest, id, customer: token ? { ...(customer as object), identityToken: token } : customer };
    const result = await sendAndWait(String(id), whole);
    sent.push(result);
    out?.write(`${JSON.stringify(result)}\n`);
    bar.tick();
  }

  async function sendAndWait(id: string, ticket: object): Promise<Sent> {
    const at = performance.now();
    try {
      const { ticketId } = await submit(desk, ticket);
      const { state, intent, escalation, reply } = await waitForSettled(desk, ticketId, options.wait);
      const ms = Math.round(performance.now() - at);
      return { id, ticketId, state, intent: intent?.name ?? null, confidence: intent?.confidence ?? null, code: escalation?.code ?? null, reply: reply?.text ?? null, ms };
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== 1) throw error;
      return { id, ticketId: null, state: 'refused', intent: null, confidence: null, code: null, reply: null, ms: null, problem: error.message };
    }
  }

  try {
    await withConcurrency(options.concurrency, lines, sendOne);
  } finally {
    bar.end();
    if (out) await once(out.end(), 'finish');
  }
  const summary = summariseSent(sent, performance.now() - began);
  terminal.answer(summary, () => tableOfSent(summary));
  const open = sent.length - summary.settled;
  if (open > 0) throw new Failure(`${open} of ${sent.length} tickets were refused or did not settle${options.out ? `: see ${options.out}` : ''}.`);
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function parseLines(lines: string[], file: string): Line[] {
  const parsed = lines.flatMap((line, at): Line[] => (line.trim() === '' ? [] : [{ n: at + 1, ticket: parseTicket(line, `${file}:${at + 1}`) }]));
  if (parsed.length === 0) throw new Failure(`${file} holds no ticket: write one JSON object a line, such as {"text":"My order 12345 is late"}.`);
  return parsed;
}

function parseTicket(line: string, place: string): Record<string, unknown> {
  try {
    const ticket: unknown = JSON.parse(line);
    if (typeof ticket === 'object' && ticket !== null && !Array.isArray(ticket)) return ticket as Record<string, unknown>;
  } catch {
    // The sentence below says it.
  }
  throw new Failure(`${place} is not a JSON object: write one ticket a line, such as {"text":"My order 12345 is late"}.`);
}

async function withConcurrency<Item>(most: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const runner = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, runner));
}
