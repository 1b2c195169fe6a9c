import type { Database } from '@deskhand/kit/database.js';
import type { Spent } from './model-request.js';

export interface SpendingLimits {
  readonly tokensPerTicket: number;
  readonly callsPerTicket: number;
  readonly nanoUsdPerDay: number;
}

export interface Reservation {
  readonly ticket: string;
  readonly day: string;
  readonly tokens: number;
  readonly nanoUsd: number;
}

/** What tickets and days may cost. A call reserves the most it can cost before it is made, so that calls side by side keep within, too. */
export class Spending {
  constructor(
    private readonly db: Database,
    private readonly limits: SpendingLimits,
  ) {}

  async reserve(ticketId: string, day: string, most: { tokens: number; nanoUsd: number }): Promise<Reservation | 'ticket_budget' | 'day_budget'> {
    const { tokensPerTicket, callsPerTicket, nanoUsdPerDay } = this.limits;
    const reservation = { ticket: `ticket:${ticketId}`, day: `day:${day}`, ...most };
    try {
      await this.db.transaction(async (client) => {
        const add = async (scope: string, calls: number, tokens: number, nanoUsd: number, refused: 'ticket_budget' | 'day_budget') => {
          await client.query('insert into model.spend (scope, calls, tokens, nano_usd) values ($1, 0, 0, 0) on conflict do nothing', [scope]);
          const { rowCount } = await client.query(
            `update model.spend set calls = calls + 1, tokens = tokens + $2, nano_usd = nano_usd + $3
             where scope = $1 and calls + 1 <= $4 and tokens + $2 <= $5 and nano_usd + $3 <= $6`,
            [scope, most.tokens, most.nanoUsd, calls, tokens, nanoUsd],
          );
          if (rowCount === 0) throw new OverBudget(refused);
        };
        await add(reservation.ticket, callsPerTicket, tokensPerTicket, Number.MAX_SAFE_INTEGER, 'ticket_budget');
        await add(reservation.day, 2 ** 31 - 1, Number.MAX_SAFE_INTEGER, nanoUsdPerDay, 'day_budget');
      });
      return reservation;
    } catch (error) {
      if (error instanceof OverBudget) return error.which;
      throw error;
    }
  }

  /** Puts what the call did cost in the place of the reserve. A process that dies before leaves the reserve: nothing is forgotten. */
  async settle({ ticket, day, tokens, nanoUsd }: Reservation, spent: Spent): Promise<void> {
    await this.db.query('update model.spend set tokens = tokens + $3, nano_usd = nano_usd + $4, calls = calls + $5 where scope in ($1, $2)', [
      ticket,
      day,
      spent.tokens - tokens,
      spent.nanoUsd - nanoUsd,
      spent.calls - 1,
    ]);
  }

  async ofTicket(ticketId: string): Promise<Spent> {
    return this.#of(`ticket:${ticketId}`);
  }

  async ofDay(day: string): Promise<Spent> {
    return this.#of(`day:${day}`);
  }

  async #of(scope: string): Promise<Spent> {
    const [row] = await this.db.query<{ calls: number; tokens: string; nano_usd: string }>('select calls, tokens, nano_usd from model.spend where scope = $1', [scope]);
    return { calls: row?.calls ?? 0, tokens: Number(row?.tokens ?? 0), nanoUsd: Number(row?.nano_usd ?? 0) };
  }
}

class OverBudget extends Error {
  constructor(readonly which: 'ticket_budget' | 'day_budget') {
    super(which);
  }
}
