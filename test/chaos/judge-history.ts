import type { Fault, History, Repeat } from './history.ts';

/** In the words of Jepsen: what was promised and did not happen, each with what shows it. */
export interface Verdict {
  lost: string[];
  stuck: string[];
  duplicated: string[];
  reordered: string[];
  effectTwice: string[];
  replyAfterTakeover: string[];
  timerEarly: string[];
  timerMissed: string[];
  deadLetter: string[];
}

const stuckMs = 60_000;
const headersOfDeadLetter = ['dlq-reason', 'dlq-error-type', 'dlq-attempts', 'dlq-original-topic', 'dlq-original-partition', 'dlq-original-offset', 'dlq-group', 'dlq-at', 'kafka_dlt-original-topic', 'kafka_dlt-exception-message'];
/** A row leaves the outbox half a second after it was sent: whoever dies in between sends it again. */
const unsweptMs = 3_000;
const servers = ['kafka', 'postgres'];

export interface JudgeOptions {
  /** Who writes a topic. */
  producersOf(topic: string): readonly string[];
  /** Milliseconds; what is not there yet may still come, unless the run is over. */
  now: number;
  isOver: boolean;
}

/** Holds what was seen against what was sent. Only `lost`, `stuck` and `timerMissed` need the run's end. */
export function judgeHistory(history: History, options: JudgeOptions): Verdict {
  return {
    ...judgeRest(history, options),
    ...judgeTimers(history, options),
    duplicated: [...twoTickets(history), ...twoReplies(history), ...repeatsWithoutCause(history, options)],
    reordered: judgeOrder(history),
    effectTwice: judgeEffects(history),
    replyAfterTakeover: judgeTakeovers(history),
    deadLetter: judgeDeadLetters(history, options),
  };
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((found: string[]) => found.length === 0);
}

function judgeRest({ sent, rested, received, faults, refunds, poison, buried }: History, { isOver }: JudgeOptions): Pick<Verdict, 'lost' | 'stuck'> {
  const verdict: Pick<Verdict, 'lost' | 'stuck'> = { lost: [], stuck: [] };
  if (!isOver) return verdict;
  const lastFault = Math.max(0, ...faults.map(({ until }) => until));
  const refunded = new Set(refunds.map(({ orderId }) => orderId));
  for (const { id, wish, order, at } of sent.values()) {
    const rest = rested.get(id);
    if (!rest) verdict.lost.push(`${id} (${wish}) never came to rest; ${received.has(id) ? 'it was received' : 'nobody ever received it'}`);
    else if (rest.at > Math.max(lastFault, at) + stuckMs) verdict.stuck.push(`${id} (${wish}) came to rest ${seconds(rest.at - at)} after it was sent`);
    else if (wish === 'refund' && rest.kind === 'answered' && !refunded.has(order!.orderId)) verdict.lost.push(`${id}: answered, and order ${order!.orderId} was not refunded`);
  }
  const graves = new Set(buried.map(({ value }) => value));
  for (const { value, marker } of poison) if (!graves.has(value)) verdict.lost.push(`what nobody can read (${marker}) is in no dead letter`);
  return verdict;
}

function judgeTimers({ sent, approvals, escalated, faults }: History, { now, isOver }: JudgeOptions): Pick<Verdict, 'timerEarly' | 'timerMissed'> {
  const verdict: Pick<Verdict, 'timerEarly' | 'timerMissed'> = { timerEarly: [], timerMissed: [] };
  const lastFault = Math.max(0, ...faults.map(({ until }) => until));
  // Who has taken the ticket is not told again.
  const taken = new Set([...sent.values()].flatMap(({ wish, conversationId }) => (wish === 'takeover' ? [conversationId] : [])));
  for (const { ticketId, conversationId, expiresAt, decided } of approvals.values()) {
    if (decided || taken.has(conversationId)) continue;
    const fired = escalated.get(ticketId)?.find(({ code }) => code === 'approval_expired')?.at;
    // Seen by the rig's clock, which can only be later.
    if (fired !== undefined && fired < expiresAt - 100) verdict.timerEarly.push(`${ticketId}: ${seconds(expiresAt - fired)} early`);
    const dueBy = Math.max(expiresAt, lastFault) + stuckMs / 3;
    if (isOver && fired === undefined && now > dueBy && !escalated.has(ticketId)) verdict.timerMissed.push(`${ticketId}: expired ${seconds(now - expiresAt)} ago, and nobody was told`);
  }
  return verdict;
}

function twoTickets({ received }: History): string[] {
  return [...received].filter(([, tickets]) => tickets.size > 1).map(([id, tickets]) => `${id} became ${tickets.size} tickets`);
}

/** One reply a turn, and one more after a decision of people. */
function twoReplies({ delivered, approvals }: History): string[] {
  const asked = new Set([...approvals.values()].map(({ ticketId }) => ticketId));
  const ofTurn = Map.groupBy(delivered, ({ conversationId, inReplyTo }) => `${conversationId} ${inReplyTo}`);
  return [...ofTurn].flatMap(([name, replies]) => {
    const ids = new Set(replies.map(({ eventId }) => eventId));
    return ids.size > (asked.has(replies[0]!.ticketId) ? 2 : 1) ? [`${name} was answered ${ids.size} times`] : [];
  });
}

/** At least once means that an event may come again when its writer or the broker fails, and then only. */
function repeatsWithoutCause({ repeats, faults }: History, { producersOf }: JudgeOptions): string[] {
  return repeats.filter((repeat) => !faults.some((fault) => explains(fault, repeat, producersOf(repeat.topic)))).map(({ topic, id, first, again }) => `${topic} ${id} came again after ${seconds(again - first)} though nothing had failed`);
}

function explains({ kind, target, from, until }: Fault, { first, again }: Repeat, producers: readonly string[]): boolean {
  if (servers.includes(target) || kind === 'kill_while_database_hangs') return from <= again + 1_000 && until + unsweptMs >= first;
  return producers.includes(target) && from <= first + unsweptMs && until + unsweptMs >= first;
}

function judgeOrder({ sent, order }: History): string[] {
  const wrong: string[] = [];
  const place = new Map([...sent.keys()].map((id, n) => [id, n]));
  for (const [topic, conversations] of order)
    for (const [conversationId, ids] of conversations) {
      const known = ids.map((id) => place.get(id)).filter((n) => n !== undefined);
      if (known.some((n, m) => m > 0 && n < known[m - 1]!)) wrong.push(`${topic} ${conversationId}: ${ids.join(', ')}`);
    }
  return wrong;
}

function judgeEffects({ sent, refunds, approvals }: History): string[] {
  const wrong: string[] = [];
  const done = Map.groupBy(refunds, ({ orderId }) => orderId);
  const isApproved = [...approvals.values()].some(({ decided }) => decided);
  for (const { id, wish, order } of sent.values()) {
    const rows = (order && done.get(order.orderId)) ?? [];
    if (rows.length > 1) wrong.push(`${id}: order ${order!.orderId} was refunded ${rows.length} times`);
    if (rows.some(({ cents }) => cents !== order!.cents)) wrong.push(`${id}: order ${order!.orderId} was refunded ${rows[0]!.cents} cents, not ${order!.cents}`);
    if (rows.length && (wish === 'expire' || (wish === 'approve' && !isApproved))) wrong.push(`${id}: order ${order!.orderId} was refunded, and nobody had approved it`);
  }
  return wrong;
}

function judgeTakeovers({ takeovers, delivered }: History): string[] {
  const replies = Map.groupBy(delivered, ({ conversationId }) => conversationId);
  return takeovers.flatMap(({ conversationId, messageIds }) =>
    (replies.get(conversationId) ?? []).filter(({ messageId }) => !messageIds.includes(messageId)).map(({ messageId }) => `${conversationId}: ${messageId} was said after the takeover's 200`),
  );
}

function judgeDeadLetters({ buried, poison }: History, { isOver }: JudgeOptions): string[] {
  const wrong: string[] = [];
  const buriedOf = new Map(poison.map((one) => [one.value, one]));
  for (const { topic, value, headers } of buried) {
    const grave = buriedOf.get(value);
    const name = grave?.marker ?? value.slice(0, 80);
    if (!grave) wrong.push(`${topic} holds what was well: ${headers['dlq-reason']}: ${name}`);
    const missing = headersOfDeadLetter.filter((header) => !headers[header]);
    if (missing.length) wrong.push(`${topic} ${name}: without ${missing.join(', ')}`);
    else if (grave && headers['chaos-marker'] !== grave.marker) wrong.push(`${topic} ${name}: its own headers are gone`);
    else if (grave && isOver && !grave.places.has(placeIn(headers))) wrong.push(`${topic} ${name}: says it lay at ${placeIn(headers)}, it lay at ${[...grave.places].join(', ')}`);
  }
  return wrong;
}

function placeIn(headers: Record<string, string>): string {
  return `${headers['dlq-original-partition']}@${headers['dlq-original-offset']}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
