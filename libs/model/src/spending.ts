import type { Database } from '@deskhand/kit/database.js';
import type { Spent } from './model-request.js';

export interface SpendingLimits {
  readonly tokensPerTicket: number;
  readonly callsPerTicket: number;
  readonly nanoUsdPerDay: number;
}

/** What a call is for, and the most it can cost. */
export interface Expense {
  readonly ticketId: string;
  /** `2026-11-25`. */
  readonly day: string;
  readonly tier: string;
  /** What the tier may cost in a day. */
  readonly tierNanoUsdPerDay?: number;
  readonly tokens: number;
  readonly nanoUsd: number;
}

export interface Reservation {
  readonly scopes: readonly string[];
  readonly tokens: number;
  readonly nanoUsd: number;
}

type Refused = 'ticket_budget' | 'tier_budget' | 'day_budget';

const anyNumber = Number.MAX_SAFE_INTEGER;
const anyCount = 2 ** 31 - 1;

/** What tickets, tiers and days may cost. A call reserves the most it can cost before it is made, so that calls side by side keep within, too. */
export class Spending {
  constructor(
    private readonly db: Database,
    private readonly limits: SpendingLimits,
  ) {}

  async reserve({ ticketId, day, tier, tierNanoUsdPerDay = anyNumber, tokens, nanoUsd }: Expense): Promise<Reservation | Refused> {
    const { tokensPerTicket, callsPerTicket, nanoUsdPerDay } = this.limits;
    const budgets: readonly (readonly [scope: string, calls: number, tokens: number, nanoUsd: number, refused: Refused])[] = [
      [`ticket:${ticketId}`, callsPerTicket, tokensPerTicket, anyNumber, 'ticket_budget'],
      [tierScope(tier, day), anyCount, anyNumber, tierNanoUsdPerDay, 'tier_budget'],
      [`day:${day}`, anyCount, anyNumber, nanoUsdPerDay, 'day_budget'],
    ];
    try {
      await this.db.transaction(async (client) => {
        for (const [scope, mostCalls, mostTokens, mostNanoUsd, refused] of budgets) {
          await client.query('insert into model.spend (scope, calls, tokens, nano_usd) values ($1, 0, 0, 0) on conflict do nothing', [scope]);
          const { rowCount } = await client.query(
            `update model.spend set calls = calls + 1, tokens = tokens + $2, nano_usd = nano_usd + $3
             where scope = $1 and calls + 1 <= $4 and tokens + $2 <= $5 and nano_usd + $3 <= $6`,
            [scope, tokens, nanoUsd, mostCalls, mostTokens, mostNanoUsd],
          );
          if (rowCount === 0) throw new OverBudget(refused);
        }
      });
      return { scopes: budgets.map(([scope]) => scope), tokens, nanoUsd };
    } catch (error) {
      if (error instanceof OverBudget) return error.which;
      throw error;
    }
  }

  /** Puts what the call did cost in the place of the reserve. A process that dies before leaves the reserve: nothing is forgotten. */
  async settle({ scopes, tokens, nanoUsd }: Reservation, spent: Spent): Promise<void> {
    await this.db.query('update model.spend set tokens = tokens + $2, nano_usd = nano_usd + $3, calls = calls + $4 where scope = any($1)', [scopes, spent.tokens - tokens, spent.nanoUsd - nanoUsd, spent.calls - 1]);
  }

  async ofTicket(ticketId: string): Promise<Spent> {
    return this.#of(`ticket:${ticketId}`);
  }

  async ofTier(tier: string, day: string): Promise<Spent> {
    return this.#of(tierScope(tier, day));
  }

  async ofDay(day: string): Promise<Spent> {
    return this.#of(`day:${day}`);
  }

  async #of(scope: string): Promise<Spent> {
    const [row] = await this.db.query<{ calls: number; tokens: string; nano_usd: string }>('select calls, tokens, nano_usd from model.spend where scope = $1', [scope]);
    return { calls: row?.calls ?? 0, tokens: Number(row?.tokens ?? 0), nanoUsd: Number(row?.nano_usd ?? 0) };
  }
}

function tierScope(tier: string, day: string): string {
  return `tier:${tier}:${day}`;
}

class OverBudget extends Error {
  constructor(readonly which: Refused) {
    super(which);
  }
}
