import { type Random, randomFrom } from '../attack/random-from.ts';

export interface PlannedFault {
  /** Milliseconds after the load began. */
  atMs: number;
  kind: string;
  target: string;
  forMs: number;
}

export interface FaultPlan {
  seed: number;
  durationMs: number;
  serviceEveryMs: number;
  serverEveryMs: number;
  services: readonly string[];
  /** Without a proxy nothing can be done to the network. */
  hasProxy: boolean;
}

/** A consumer group forgets a member after ten seconds. */
const pastSessionMs = 12_000;

const onService: readonly (readonly [kind: string, forMs: number, weight: number])[] = [
  ['kill', 0, 11],
  ['freeze', 2_000, 2],
  ['freeze', pastSessionMs, 2],
  ['kill_while_database_hangs', 2_500, 4],
  ['kill_and_skew_clock', 0, 1],
];

const onServers: readonly (readonly [kind: string, target: string, forMs: number])[] = [
  ['kill', 'kafka', 1_000], ['kill', 'postgres', 500], ['flush', 'redis', 0], ['freeze', 'postgres', 5_000], ['freeze', 'kafka', 5_000], ['kill', 'redis', 5_000],
];

const onNetwork: readonly (readonly [kind: string, target: string, forMs: number])[] = [
  ['delay', 'postgres', 6_000], ['half_open', 'kafka', 6_000], ['cut', 'postgres', 3_000], ['delay', 'kafka', 6_000], ['half_open', 'postgres', 6_000], ['cut', 'kafka', 3_000], ['half_open', 'redis', 5_000],
];

/** The same seed, the same faults at the same moments. */
export function planFaults({ seed, durationMs, serviceEveryMs, serverEveryMs, services, hasProxy }: FaultPlan): PlannedFault[] {
  const random = randomFrom(seed);
  const deck = shuffled(random, hasProxy ? [...onServers, ...onNetwork] : onServers);
  const plan: PlannedFault[] = [];
  let hand: string[] = [];
  for (let atMs = serviceEveryMs; atMs < durationMs; atMs += serviceEveryMs) {
    // Each of them once before any comes again.
    if (!hand.length) hand = shuffled(random, services);
    const [kind, forMs] = weighted(random, onService);
    plan.push({ atMs, kind, target: kind === 'kill_and_skew_clock' ? 'escalation' : hand.pop()!, forMs });
  }
  for (let n = 0; (n + 0.6) * serverEveryMs < durationMs; n++) {
    const [kind, target, forMs] = deck[n % deck.length]!;
    plan.push({ atMs: Math.round((n + 0.6) * serverEveryMs), kind, target, forMs });
  }
  return plan.toSorted((one, other) => one.atMs - other.atMs);
}

function weighted(random: Random, from: readonly (readonly [string, number, number])[]): readonly [string, number, number] {
  let drawn = random.below(from.reduce((sum, [, , weight]) => sum + weight, 0));
  return from.find(([, , weight]) => (drawn -= weight) < 0)!;
}

function shuffled<T>(random: Random, from: readonly T[]): T[] {
  const cards = [...from];
  for (let n = cards.length - 1; n > 0; n--) {
    const other = random.below(n + 1);
    [cards[n], cards[other]] = [cards[other]!, cards[n]!];
  }
  return cards;
}
