import { isSettled } from './ticket.js';
import { table } from './table.js';

/** What became of one line of a file. */
export interface Sent {
  id: string;
  ticketId: string | null;
  state: string;
  intent: string | null;
  confidence: number | null;
  code: string | null;
  reply: string | null;
  /** From submission to the settled answer. */
  ms: number | null;
  problem?: string;
}

export interface Summary {
  tickets: number;
  settled: number;
  seconds: number;
  perSecond: number;
  p50Ms: number | null;
  p95Ms: number | null;
  states: Record<string, number>;
  intents: Record<string, number>;
  codes: Record<string, number>;
  problems: string[];
}

export function summariseSent(sent: readonly Sent[], elapsedMs: number): Summary {
  const times = sent.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  return {
    tickets: sent.length,
    settled: sent.filter(isSettled).length,
    seconds: Number((elapsedMs / 1_000).toFixed(1)),
    perSecond: Number((sent.length / (elapsedMs / 1_000)).toFixed(1)),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    states: tally(sent.map(({ state }) => state)),
    intents: tally(sent.flatMap(({ intent }) => intent ?? [])),
    codes: tally(sent.flatMap(({ code }) => code ?? [])),
    problems: [...new Set(sent.flatMap(({ problem }) => problem ?? []))].slice(0, 10),
  };
}

export function tableOfSent({ tickets, settled, seconds, perSecond, p50Ms, p95Ms, states, intents, codes, problems }: Summary): string {
  const rows = [...rowsOf('state', states, tickets), ...rowsOf('intent', intents, tickets), ...rowsOf('escalation', codes, tickets)];
  const pace = `${tickets} tickets in ${seconds} s (${perSecond}/s), ${settled} settled; to the settled answer p50 ${p50Ms ?? '-'} ms, p95 ${p95Ms ?? '-'} ms`;
  return [table(['', 'tickets', 'share', ''], rows), '', pace, ...problems].join('\n');
}

function rowsOf(kind: string, counts: Record<string, number>, all: number): string[][] {
  return Object.entries(counts).map(([word, n], at) => [at === 0 ? kind : '', String(n).padStart(7), `${((100 * n) / all).toFixed(1).padStart(5)} %`, word]);
}

/** Most frequent first. */
function tally(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
