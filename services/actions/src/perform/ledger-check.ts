import { checkLedgerRow, type Told } from '../decide/check-ledger-row.js';
import { effectIdentity } from '../decide/effect-identity.js';
import { findTool } from '../tools/find-tool.js';
import { isShopWrite } from '../tools/tool.js';
import { hash } from './hash.js';
import type { Ledger } from './ledger.js';
import type { LedgerRow } from './ledger-row.js';
import type { ShopClient, ShopWrite } from './shop-client.js';
import type { Vault } from './vault.js';

export interface Disagreement {
  readonly idempotencyKey: string;
  readonly tool: string;
  readonly conversationId: string;
  readonly status: string;
  readonly wrong: readonly string[];
}

export interface Checked {
  readonly rows: number;
  /** How many of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly disagreements: readonly Disagreement[];
}

const page = 500;
const together = 8;

/** Holds every row of the ledger against its cause and against the shop's own memory. */
export class LedgerCheck {
  constructor(
    private readonly ledger: Ledger,
    private readonly shop: ShopClient,
    private readonly vault: Vault,
  ) {}

  async run(): Promise<Checked> {
    const statuses: Record<string, number> = {};
    const disagreements: Disagreement[] = [];
    const abandoned = await this.ledger.abandoned();
    let rows = 0;
    for (let after = ''; ; ) {
      const some = await this.ledger.after(after, page);
      for (let start = 0; start < some.length; start += together) {
        const found = await Promise.all(some.slice(start, start + together).map((row) => this.#check(row, abandoned)));
        disagreements.push(...found.filter(({ wrong }) => wrong.length > 0));
      }
      for (const { status } of some) statuses[status] = (statuses[status] ?? 0) + 1;
      rows += some.length;
      const last = some.at(-1);
      if (!last || some.length < page) return { rows, statuses, disagreements };
      after = last.idempotencyKey;
    }
  }

  async #check(row: LedgerRow, abandoned: ReadonlySet<string>): Promise<Disagreement> {
    const told = await this.#ask(row);
    const { idempotencyKey, tool, conversationId, status } = row;
    return { idempotencyKey, tool, conversationId, status, wrong: checkLedgerRow(row, keyOf(row), told, abandoned.has(idempotencyKey)) };
  }

  /** @throws nothing: a shop that is away is an answer, too */
  async #ask(row: LedgerRow): Promise<Told> {
    const { request, isDone } = await this.#requestOf(row);
    const operation = await this.shop.operation(request, row.idempotencyKey);
    if (operation.kind === 'accepted') return isDone(operation.response) ? 'done' : 'other';
    if (operation.kind === 'unknown') return operation.detail.includes('another operation') ? 'other' : 'no_answer';
    return operation.kind === 'absent' ? 'nothing' : 'not_kept';
  }

  /** An erased customer's arguments stay tokens: then only the request is compared, not its words. */
  async #requestOf({ tool: name, arguments: args, customerId }: LedgerRow): Promise<{ request: ShopWrite; isDone: (body: unknown) => boolean }> {
    const tool = findTool(name);
    if (!tool || !isShopWrite(tool)) return { request: { method: 'POST', path: '/mail', body: {} }, isDone: () => true };
    const clear = await this.vault.reveal(args);
    return { request: tool.request(clear ?? args, customerId), isDone: (body) => !clear || tool.accept(body, clear) !== null };
  }
}

function keyOf({ tool, approvalId, conversationId, turnId, arguments: args }: LedgerRow): string {
  return hash(tool === 'send_mail' ? `mail:${approvalId}` : effectIdentity(conversationId, turnId, tool, args));
}
