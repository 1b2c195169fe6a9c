import { Simulation, type Plant } from './simulation.ts';
import type { PureParts } from './pure-parts.ts';

export interface Simulated {
  readonly seed: number;
  /** Of everything that happened. */
  readonly sha256: string;
  readonly events: number;
  readonly effects: number;
  readonly crashes: number;
  /** Promises that were broken; none where all is well. */
  readonly broken: readonly string[];
  readonly history: readonly string[];
}

/** One desk's life, from a seed. */
export async function simulateSeed(parts: PureParts, seed: number, plant?: Plant): Promise<Simulated> {
  const simulation = new Simulation(parts, seed, plant);
  await simulation.run();
  const { history, shop, crashes, broken, events } = simulation;
  return { seed, sha256: history.sha256, events, effects: shop.effects.length, crashes, broken, history: history.lines };
}
