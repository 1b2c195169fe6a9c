/** What a row says of itself. */
export interface LedgerStory {
  readonly idempotencyKey: string;
  readonly status: 'intended' | 'sent' | 'succeeded' | 'refused' | 'unknown' | 'failed';
  /** How often the shop was sent it. */
  readonly attempts: number;
  readonly settledAt: string | null;
}

/** What the shop says under a row's key; `other`: of another request, or with an answer that does not say that this write was done. */
export type Told = 'done' | 'nothing' | 'other' | 'not_kept' | 'no_answer';

/** Where a row contradicts its cause, its own story or the shop's; nothing where it does not. `key`: derived anew from the cause. */
export function checkLedgerRow(row: LedgerStory, key: string, told: Told, isAbandoned: boolean): string[] {
  const wrong: string[] = [];
  if (row.idempotencyKey !== key) wrong.push('its key does not derive from its cause');
  if (row.status === 'sent' && isAbandoned) wrong.push('it was sent and is neither settled nor unknown');
  if (row.status === 'succeeded' && (row.attempts < 1 || row.settledAt === null)) wrong.push('it succeeded without having been sent');
  if (row.status === 'intended' && row.attempts > 0) wrong.push('it was sent and is told as an intention');
  const isUnderWay = row.status === 'intended' || row.status === 'sent';
  if (!isUnderWay && row.settledAt === null) wrong.push('it is settled at no time');
  return [...wrong, ...contradictions(row, told)];
}

function contradictions({ status }: LedgerStory, told: Told): string[] {
  if (told === 'other') return ['the shop tells of another request under its key'];
  if (told === 'no_answer') return ['the shop does not say what it knows of it'];
  if (status === 'succeeded') return told === 'nothing' ? ['the shop knows nothing of it'] : [];
  if (told !== 'done') return [];
  if (status === 'unknown') return ['the shop has done it, and here it is unknown'];
  return status === 'sent' ? [] : [`the shop has done it, and here it is ${status}`];
}
