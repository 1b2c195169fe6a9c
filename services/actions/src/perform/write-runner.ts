import { setTimeout as sleep } from 'node:timers/promises';
import { Transient } from '@deskhand/kit/errors.js';
import { pauseBeforeResend } from '../decide/pause-before-resend.js';
import type { Json } from '../decide/turn.js';
import type { Ledger } from './ledger.js';
import { type Ending, isSettled, type LedgerRow } from './ledger-row.js';
import type { Permit, Stop } from './permits.js';
import type { ShopAnswer } from './shop-answer.js';
import type { ShopClient, ShopWrite } from './shop-client.js';

/** A write ready to go: the request in the clear, and how its answers are read. */
export interface PreparedWrite {
  readonly request: ShopWrite;
  /** Null when the answer does not say that this very write was done. Tokenised. */
  accept(body: unknown): Promise<Json | null>;
  refusal(code: string): { code: string; words: string };
  /** Asked before each call that could do it: nothing is sent without leave. */
  permit(): Promise<Permit | Stop>;
}

export interface Patience {
  /** How often an unknown write is sent again. */
  readonly attempts: number;
  readonly forMs: number;
}

const firstPauseMs = 250;
const longestPauseMs = 2_000;
/** Shorter than any lease, which is renewed as often while nothing is sent. */
const longestNapMs = 1_000;

/** The leave ran out before the request left: nothing was done. */
const tooLate: ShopAnswer & { kind: 'fault' } = { kind: 'fault', again: true, waitMs: 0, detail: 'it took too long to send it' };

/**
 * Brings an intended write to its end, once: sends it if nobody has, otherwise asks the shop what became of it and sends it again only
 * under its own key and only when the shop says that it never arrived.
 */
export class WriteRunner {
  readonly #inHand = new Set<string>();

  constructor(
    private readonly ledger: Ledger,
    private readonly shop: ShopClient,
    private readonly patience: Patience,
  ) {}

  /**
   * What became of the write; or why it has not begun.
   * @throws Transient when another worker has it and takes longer than this one waits
   */
  async run(row: LedgerRow, write: PreparedWrite): Promise<LedgerRow | Stop> {
    const key = row.idempotencyKey;
    const deadline = Date.now() + this.patience.forMs;
    for (;;) {
      const current = await this.#find(key);
      if (isSettled(current.status)) return current;
      const taken = !this.#inHand.has(key) && (await this.#take(current, write));
      if (taken === 'fenced' || taken === 'paused') return taken;
      if (taken) continue;
      if (Date.now() > deadline) throw new Transient(`another worker is at ${current.tool} ${key.slice(0, 12)}`);
      await sleep(200);
    }
  }

  async #take({ idempotencyKey: key, status }: LedgerRow, write: PreparedWrite): Promise<boolean | Stop> {
    this.#inHand.add(key);
    try {
      if (status === 'intended') return await this.#begin(key, write);
      if (!(await this.ledger.takeOver(key))) return false;
      await this.#reconcile(key, write);
      return true;
    } finally {
      this.#inHand.delete(key);
    }
  }

  async #begin(key: string, write: PreparedWrite): Promise<boolean | Stop> {
    const permit = await write.permit();
    if (typeof permit === 'string') return permit;
    try {
      if (!(await this.ledger.begin(key))) return false;
      const answer = permit.holds() ? await this.shop.send(write.request, key) : tooLate;
      await permit.end();
      const ending = await this.#judge(answer, write);
      if (ending) await this.ledger.settle(key, ending, false);
      else await this.#reconcile(key, write, answer.kind === 'fault' ? answer : undefined);
      return true;
    } finally {
      await permit.end();
    }
  }

  /** `notDone`: the last try certainly did nothing, so there is nothing to ask for. */
  async #reconcile(key: string, write: PreparedWrite, notDone?: ShopAnswer & { kind: 'fault' }): Promise<void> {
    const { attempts, forMs } = this.patience;
    const began = Date.now();
    const until = began + forMs;
    let certain = notDone !== undefined;
    let waitMs = notDone?.waitMs ?? 0;
    let resent = 0;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      if (!certain) {
        if (!(await this.ledger.renew(key, false))) return;
        const asked = await this.#ask(key, write);
        if (asked === 'absent') certain = true;
        else if (asked) return void (await this.ledger.settle(key, asked, true));
      }
      const isOver = Date.now() >= until || resent >= attempts;
      // Certain that nothing was done: it failed. Otherwise nobody knows, and a person has to look.
      if (isOver) return void (await this.ledger.settle(key, { status: certain ? 'failed' : 'unknown' }, true));
      const pause = certain ? pauseBeforeResend({ resent, askedMs: waitMs, spentMs: Date.now() - began, forMs }) : Math.max(pauseMs, Math.min(waitMs, until - Date.now()));
      if (!(await this.#rest(key, pause))) return;
      if (!certain) continue;
      const permit = await write.permit();
      // It was not done, and now it must not be.
      if (typeof permit === 'string') return void (await this.ledger.settle(key, { status: 'failed' }, true));
      if (!(await this.ledger.renew(key, true))) return permit.end();
      resent += 1;
      const answer = permit.holds() ? await this.shop.send(write.request, key) : tooLate;
      await permit.end();
      const ending = await this.#judge(answer, write);
      if (ending) return void (await this.ledger.settle(key, ending, true));
      certain = answer.kind === 'fault';
      waitMs = answer.kind === 'fault' ? answer.waitMs : 0;
    }
  }

  /** Keeps the lease meanwhile. False: somebody else has the write now. */
  async #rest(key: string, ms: number): Promise<boolean> {
    for (let left = ms; left > 0; left -= longestNapMs) {
      await sleep(Math.min(left, longestNapMs));
      if (!(await this.ledger.renew(key, false))) return false;
    }
    return true;
  }

  /** What the shop remembers; null when it does not say. */
  async #ask(key: string, write: PreparedWrite): Promise<Ending | 'absent' | null> {
    const operation = await this.shop.operation(write.request, key);
    if (operation.kind === 'absent') return 'absent';
    if (operation.kind === 'not_kept') return { status: 'unknown' };
    if (operation.kind === 'unknown') return null;
    const result = await write.accept(operation.response);
    return result ? { status: 'succeeded', result } : { status: 'unknown' };
  }

  /** The end that an answer stands for; null when it does not stand for one yet. */
  async #judge(answer: ShopAnswer, write: PreparedWrite): Promise<Ending | null> {
    if (answer.kind === 'refused') return { status: 'refused', refusal: write.refusal(answer.code) };
    if (answer.kind === 'fault' && !answer.again) return { status: 'failed' };
    if (answer.kind !== 'answered') return null;
    const result = await write.accept(answer.body);
    // "Yes" in words that do not fit: the shop's own memory decides.
    return result && { status: 'succeeded', result };
  }

  async #find(key: string): Promise<LedgerRow> {
    const row = await this.ledger.find(key);
    if (!row) throw new Error(`the ledger has no row ${key}`);
    return row;
  }
}
