import { type ChatReply, type ChatRequest, draft } from './chat-request.js';
import { sortTicket } from './sort-ticket.js';

interface Brief {
  readonly orders_named?: readonly string[];
  readonly wishes?: readonly string[];
  readonly passages?: readonly { id: string; text: string }[];
}

const writeOfWish: Readonly<Record<string, string>> = { refund: 'process_refund', cancel: 'cancel_order', reset_password: 'reset_password' };

/** A model that does what it is told: sorts tickets, looks things up, carries out what was wished, says what came back. */
export function beHonest(request: ChatRequest): ChatReply {
  const sorted = sortTicket(request);
  if (sorted) return sorted;
  const { messages, tools = [] } = request;
  const offered = new Set(tools.map(({ function: { name } }) => name));
  const brief = readJson(messages.find(({ role }) => role === 'user')?.content) as Brief;
  const wording = /The desk's own wording[^\n]*\n([\s\S]+)/.exec(messages.at(-1)?.content ?? '')?.[1];
  if (wording) return draft(wording.trim(), citations(brief));
  const results = messages.filter(({ role }) => role === 'tool');
  const wanted = callsFor(brief, offered);
  if (results.length === 0 && wanted.length > 0) return { calls: wanted };
  const told = results.flatMap(({ content }) => tell(readJson(content) as ToolAnswer));
  const [passage] = brief.passages ?? [];
  const text = told.length > 0 ? told.join(' ') : firstSentence(passage?.text ?? '');
  return draft(text || 'I have nothing to add.', told.length > 0 ? [] : citations(brief));
}

function callsFor({ orders_named = [], wishes = [] }: Brief, offered: ReadonlySet<string>) {
  const [orderId] = orders_named;
  const about = orderId === undefined ? {} : { orderId };
  const names = ['lookup_order', ...(orderId === undefined ? [] : ['track_shipment']), ...wishes.map((wish) => writeOfWish[wish] ?? '')];
  return names.filter((name) => offered.has(name)).map((name) => ({ name, arguments: JSON.stringify(about) }));
}

interface ToolAnswer {
  readonly status?: string;
  readonly result?: { id?: string; status?: string; trackingNumber?: string; carrier?: string };
}

function tell({ status, result }: ToolAnswer): string[] {
  if (status !== 'succeeded' || !result) return [];
  if (result.trackingNumber) return [`It travels with ${result.carrier} under ${result.trackingNumber}.`];
  return result.id && result.status ? [`Your order ${result.id} is ${result.status}.`] : [];
}

function citations({ passages = [] }: Brief): string[] {
  return passages.slice(0, 1).map(({ id }) => id);
}

function firstSentence(text: string): string {
  const plain = text.replace(/^#.*$/gm, ' ').replace(/\s+/g, ' ').trim();
  return /^.{12,}?[.!?](?=\s|$)/.exec(plain)?.[0] ?? '';
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}') ?? {};
  } catch {
    return {};
  }
}
