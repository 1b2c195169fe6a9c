/** Figures with a reason each. Suites use smaller delays. */
export interface Tuning {
  /** Handlers running at once in a service. */
  inFlight: number;
  /** Deliveries taken in but not finished, in a service: the bound of memory when a handler stalls. */
  pending: number;
  /** Requests and deliveries waiting in a service before `saturated()` says so. */
  saturation: number;
  /** Tries of one delivery in all. */
  attempts: number;
  /** Ends of the process that one delivery may be suspected of. */
  deaths: number;
  backoffMs: { first: number; most: number };
  /** Waits before a batch is taken so that more can join: worth it where a round trip to the broker follows. */
  lingerMs: number;
  /** The same while many come. */
  crowdLingerMs: number;
  /** Services that take deliveries together: how long those of a key wait for one another, unless one of these topics comes. */
  gather: Readonly<Record<string, { ms: number; until: readonly string[] }>>;
  /** On Kafka, the rest between two fetches that brought something: every fetch asks for every partition. */
  fetchPauseMs: number;
  /** The same for services on whose word nobody waits. */
  fetchPauses: Readonly<Record<string, number>>;
  batch: { count: number; bytes: number };
  /** No progress for this long with work waiting turns readiness red. */
  wedgedMs: number;
  /** On Kafka, between two commits of a group's offsets. What is not committed at a death comes again, and the inbox skips it. */
  commitIntervalMs: number;
  /** Requests wait this long for a database that is away, then fail; deliveries wait for ever. */
  writePatienceMs: number;
  drainMs: number;
  inboxDays: number;
  sessionTimeoutMs: number;
}

export const defaultTuning: Tuning = {
  inFlight: 256,
  pending: 1024,
  saturation: 4096,
  attempts: 5,
  deaths: 5,
  backoffMs: { first: 200, most: 5_000 },
  lingerMs: 0,
  crowdLingerMs: 8,
  gather: {},
  fetchPauseMs: 5,
  fetchPauses: {},
  batch: { count: 512, bytes: 4_000_000 },
  wedgedMs: 60_000,
  commitIntervalMs: 1_000,
  writePatienceMs: 5_000,
  drainMs: 10_000,
  inboxDays: 8,
  sessionTimeoutMs: 10_000,
};
