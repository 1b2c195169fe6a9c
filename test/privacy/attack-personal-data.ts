import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { openDatabase } from '@deskhand/kit/database.js';
import { startModelServer } from '@deskhand/model/testing/model-server.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import type { DeskClient } from '../support/desk-client.ts';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';
import { findLeaks, type Leak, type Place } from './find-leaks.ts';
import { openTopics } from './open-topics.ts';
import type { PersonalText, PersonalValue } from './personal-texts.ts';
import { readFiles } from './read-files.ts';
import { readTables } from './read-tables.ts';
import { recordRequests } from './record-requests.ts';

export interface Servers {
  brokers: string;
  databaseUrl: string;
}

export interface PrivacyFigures {
  texts: number;
  values: number;
  places: number;
  characters: number;
  prompts: number;
  spans: number;
  /** What a customer was told or people were shown still has the words in it: else nothing was kept, and nothing could leak. */
  shown: number;
  leaks: Leak[];
}

/** Every text through the whole desk, by every way in; then everything that it wrote anywhere but into the public topics that carry text. */
export async function attackPersonalData(texts: readonly PersonalText[], servers?: Servers): Promise<PrivacyFigures> {
  const model = await startModelServer();
  const collector = await recordRequests();
  const env = {
    LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LLM_BASE_URL: model.url, LLM_API_KEY: 'k', LLM_MODEL_NANO: 'n', LLM_MODEL_CORE: 'c', LLM_MODEL_HEAVY: 'h',
    ...(servers && { KAFKA_BROKERS: servers.brokers, DATABASE_URL: servers.databaseUrl }),
  };
  const desk = await startDesk({ env });
  const topics = servers && (await openTopics(servers.brokers));
  const values = texts.flatMap((text) => text.values);
  try {
    const shown = await sayAll(desk, texts, topics?.submit);
    const metrics: Place = { name: '/metrics', content: String((await desk.client.call('GET', '/metrics')).body) };
    await desk.end();
    const db = await openDatabase({ databaseUrl: servers?.databaseUrl, dataDir: desk.dataDir });
    const tables = await readTables(db);
    await db.close();
    const places = [
      ...tables, ...readFiles(desk.dataDir), ...((await topics?.read()) ?? []), metrics,
      { name: 'the log', content: desk.output() }, { name: 'traces', content: collector.seen().join('\n') }, { name: 'prompts', content: model.requests.map((request) => JSON.stringify(request).replaceAll('\\"', '"')).join('\n') },
    ];
    return {
      texts: texts.length, values: values.length, places: places.length, characters: places.reduce((sum, { content }) => sum + content.length, 0),
      prompts: model.requests.length, spans: collector.seen().length, shown, leaks: findLeaks(values, places),
    };
  } finally {
    await desk.stop();
    await Promise.all([topics?.close(), model.close(), collector.close()]);
  }
}

/** Sixteen customers at a time. @returns how many texts the desk's people are shown with their values in them */
async function sayAll(desk: RunningDesk, texts: readonly PersonalText[], submit?: (ticket: object) => Promise<void>): Promise<number> {
  const waiting = [...texts.entries()];
  const token = await identityToken(fixedCustomers.ada);
  let shown = 0;
  const customer = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) if (await sayOne(desk.client, next[0], next[1], token, submit)) shown++;
  };
  await Promise.all(Array.from({ length: 16 }, customer));
  return shown;
}

async function sayOne(client: DeskClient, n: number, { text, values }: PersonalText, token: string, submit?: (ticket: object) => Promise<void>): Promise<boolean> {
  const ticket = { source: 'privacy', id: `p${n}`, text, ...aside(n, text, values), ...(n % 4 === 1 && { customer: { identityToken: token } }) };
  const ticketId = submit && n % 2 === 0 ? await submitted(client, ticket, submit) : (await client.submit(ticket)).body.ticketId;
  await client.ticket(ticketId, 30);
  if (n % 3 === 0) await client.settledAfter(ticketId, `Please tell me more. ${text}`);
  await sayElsewhere(client, n, ticketId, text);
  const told = (await client.ticket(ticketId, 30)).messages.map((message) => message.text).join('\n');
  return values.some(({ kind, value }) => kind !== 'card' && told.includes(value));
}

/** Beside the text. */
function aside(n: number, text: string, values: readonly PersonalValue[]): object {
  const address = values.find(({ kind }) => kind === 'email')?.value;
  return {
    ...(n % 5 === 0 && { subject: text.slice(0, 200) }),
    ...(n % 7 === 0 && { metadata: { note: text.slice(0, 500) } }),
    ...(address && n % 4 !== 1 && { customer: { email: address, name: 'Robin Ellery' } }),
  };
}

/** Words that reach the desk after the ticket: what people write, what customers think of it, what is refused. */
async function sayElsewhere(client: DeskClient, n: number, ticketId: string, text: string): Promise<void> {
  const { conversationId } = await client.ticket(ticketId);
  const conversation = `/v1/conversations/${encodeURIComponent(conversationId)}`;
  if (n % 8 === 3) await client.call('POST', '/v1/feedback', { id: `f${n}`, ticketId, kind: 'comment', text });
  if (n % 9 === 4) await client.call('POST', `${conversation}/replies`, { id: `r${n}`, by: 'Lena', text: `You wrote: ${text}` });
  if (n % 11 === 5) await client.call('POST', '/triage', { id: `q${n}`, text, metadata: { note: text.slice(0, 500) } });
  if (n % 13 === 6) await client.call('POST', '/v1/tickets', { source: 'privacy', id: `p${n}`, text: `${text} once more, which is a conflict` });
  if (n % 13 === 7) await client.call('POST', '/v1/tickets', { source: 'privacy', text, [text.slice(0, 60)]: text, customer: text });
  if (n % 13 === 8) await client.call('POST', '/v1/tickets', `{"text": ${JSON.stringify(text)}, broken`);
  if (n % 13 === 9) await client.call('GET', `/v1/tickets?source=privacy&q=${encodeURIComponent(text)}`);
}

async function submitted(client: DeskClient, ticket: { source: string; id: string }, submit: (ticket: object) => Promise<void>): Promise<string> {
  await submit(ticket);
  return waitFor(async () => (await client.call<{ items: { ticketId: string }[] }>('GET', `/v1/tickets?source=${ticket.source}&sourceId=${ticket.id}`)).body.items[0]?.ticketId, { for: 'the ticket to be taken', deadline: 60_000 });
}
