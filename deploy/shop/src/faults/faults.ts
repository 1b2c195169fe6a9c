/** Faults that tests ask for; rates are shares from 0 to 1. Read anew at each call, so a test may change them while the shop runs. */
export interface Faults {
  /** Same seed and same order of calls, same faults. Default 1. */
  seed?: number;
  /** Which calls are hit. Default `writes`. */
  on?: 'writes' | 'everything';
  /** The write is done and its answer never comes. */
  executeThenTimeOut?: number;
  /** The write is done and answers 503. */
  executeThenFail?: number;
  /** 500, and nothing is done. */
  failBefore?: number;
  /** Nothing is done, and no answer comes. */
  hang?: number;
  /** Each call is held this long: fixed, or drawn from a range. */
  latencyMs?: number | readonly [number, number];
  /** After this many faults the shop is well again (latency does not count). */
  atMost?: number;
  /** This shop keeps no operations: the look-up answers 405. */
  noOperations?: boolean;
}

export type Fault = 'execute_then_time_out' | 'execute_then_fail' | 'fail_before' | 'hang';
