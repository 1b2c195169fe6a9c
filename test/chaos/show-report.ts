import type { ChaosReport } from './run-chaos.ts';
import type { Verdict } from './judge-history.ts';

const words: Record<keyof Verdict, string> = {
  lost: 'lost', stuck: 'stuck more than 60 s after the last fault', duplicated: 'duplicated', reordered: 'reordered within a conversation', effectTwice: 'effect twice, or unasked',
  replyAfterTakeover: 'reply after takeover', timerEarly: 'timer early', timerMissed: 'timer missed', deadLetter: 'dead letter wrong',
};
const shown = 5;

/** The table that a run ends with. */
export function showReport({ verdict, history, copies, records, gaveUp }: ChaosReport): string {
  const { sent, rested, faults, refunds, takeovers, approvals, repeats, buried } = history;
  const latencies = [...sent.values()].flatMap(({ id, at }) => (rested.has(id) ? [rested.get(id)!.at - at] : [])).toSorted((a, b) => a - b);
  const at = (share: number) => `${((latencies[Math.floor((latencies.length - 1) * share)] ?? 0) / 1_000).toFixed(1)} s`;
  const kinds = countOf(faults.map(({ kind, target }) => (['kafka', 'postgres', 'redis'].includes(target) ? `${kind} ${target}` : kind)));
  const expired = [...history.escalated.values()].flat().filter(({ code }) => code === 'approval_expired').length;
  return [
    '', ...Object.entries(words).map(([name, what]) => `${what.padEnd(44)} ${String(verdict[name as keyof Verdict].length).padStart(6)}`), '',
    `tickets ${sent.size}, at rest ${rested.size}; from sent to rest p50 ${at(0.5)}, p95 ${at(0.95)}, the longest ${at(1)}`,
    `faults ${faults.length}: ${kinds}`,
    `refunds ${refunds.length}, takeovers ${takeovers.length}, approvals ${approvals.size} (${expired} ran out), dead letters ${buried.length} of ${history.poison.length} unreadable records`,
    `records seen ${records}; brought twice by the rig ${copies}, again by the desk after a fault ${repeats.length}`,
    ...(gaveUp.length ? [`ended by themselves: ${countOf(gaveUp)}`] : []),
    ...Object.entries(verdict).flatMap(([name, found]: [string, string[]]) => [...found.slice(0, shown).map((line) => `  ${name}: ${line}`), ...(found.length > shown ? [`  ${name}: … ${found.length - shown} more`] : [])]),
  ].join('\n');
}

function countOf(items: readonly string[]): string {
  return [...Map.groupBy(items, (item) => item)].map(([item, all]) => `${item} ${all.length}`).toSorted().join(', ');
}
