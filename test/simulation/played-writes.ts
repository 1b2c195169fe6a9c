import { isSettled, type Ending, type LedgerRow } from '@deskhand/actions/perform/ledger-row.js';
import type { Stop } from '@deskhand/actions/perform/permits.js';
import type { ShopAnswer } from '@deskhand/actions/perform/shop-answer.js';
import type { PreparedWrite } from '@deskhand/actions/perform/write-runner.js';
import type { MemoryLedger } from './memory-ledger.ts';
import type { PlayedShop } from './played-shop.ts';

interface Parts {
  readonly ledger: MemoryLedger;
  readonly shop: PlayedShop;
  readonly now: () => string;
  /** Somebody else may do something here, or the process may die. */
  readonly pause: () => Promise<void>;
}

const mostTries = 3;

/** The steps of a write as the real runner takes them, without its clock: leave, begin, send, judge; and what is in doubt is asked for first. */
export class PlayedWrites {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async run(row: LedgerRow, write: PreparedWrite): Promise<LedgerRow | Stop> {
    const { ledger } = this.#parts;
    const key = row.idempotencyKey;
    const current = ledger.rows.get(key)!;
    if (isSettled(current.status)) return current;
    let isInDoubt = current.status === 'sent';
    for (let tries = 0; tries < mostTries; tries++) {
      if (isInDoubt) {
        const asked = await this.#ask(key, write);
        if (asked && asked !== 'absent') return this.#settle(key, asked);
        if (!asked) continue;
      }
      const permit = await write.permit();
      if (typeof permit === 'string') return current.status === 'intended' && !isInDoubt ? permit : this.#settle(key, { status: 'failed' });
      ledger.begin(key);
      const answer = await this.#send(write, key, permit);
      const ending = await endingOf(answer, write);
      if (ending) return this.#settle(key, ending);
      isInDoubt = true;
    }
    const asked = await this.#ask(key, write);
    return this.#settle(key, asked && asked !== 'absent' ? asked : { status: asked === 'absent' ? 'failed' : 'unknown' });
  }

  async #send(write: PreparedWrite, key: string, permit: { end(): Promise<void> }): Promise<ShopAnswer> {
    try {
      await this.#parts.pause();
      const answer = await this.#parts.shop.send(write.request, key);
      await this.#parts.pause();
      return answer;
    } finally {
      await permit.end();
    }
  }

  async #ask(key: string, write: PreparedWrite): Promise<Ending | 'absent' | null> {
    const operation = await this.#parts.shop.operation(write.request, key);
    if (operation.kind === 'absent') return 'absent';
    if (operation.kind !== 'accepted') return null;
    const result = await write.accept(operation.response);
    return result ? { status: 'succeeded', result } : { status: 'unknown' };
  }

  #settle(key: string, ending: Ending): LedgerRow {
    return this.#parts.ledger.settle(key, ending, this.#parts.now());
  }
}

async function endingOf(answer: ShopAnswer, write: PreparedWrite): Promise<Ending | null> {
  if (answer.kind === 'refused') return { status: 'refused', refusal: write.refusal(answer.code) };
  if (answer.kind !== 'answered') return null;
  const result = await write.accept(answer.body);
  return result && { status: 'succeeded', result };
}
