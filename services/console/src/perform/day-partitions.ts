import type { Database } from '@deskhand/kit/database.js';

export const dayMs = 86_400_000;
const daysAhead = 7;

/** The archive's partitions, one a day, made before they are needed; days long past or to come are made when an event asks for them. */
export class DayPartitions {
  readonly #made = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: Database) {}

  async start(): Promise<void> {
    await this.makeAhead();
    this.#timer = setInterval(() => void this.makeAhead().catch(() => undefined), dayMs / 24).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async makeAhead(now = Date.now()): Promise<void> {
    for (let n = -1; n <= daysAhead; n++) await this.ensure(dayOf(now + n * dayMs));
  }

  /** @param day YYYY-MM-DD */
  async ensure(day: string): Promise<void> {
    if (this.#made.has(day)) return;
    const next = dayOf(Date.parse(day) + dayMs);
    const name = `event_${day.replaceAll('-', '')}`;
    await this.db.transaction(async (client) => {
      // Two processes may want the same day at the same moment.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('console.event', 0))`);
      await client.query(`create table if not exists console.${name} partition of console.event for values from ('${day}') to ('${next}')`);
    });
    this.#made.add(day);
  }
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
