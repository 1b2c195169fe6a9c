import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { type Faults, startShop } from '@deskhand/shop/start-shop.js';
import { catalogue as shipped, factsOf, type Said } from '../decide/turn.fixture.js';
import { noteModel } from '../decide/note-model.js';
import { propose } from '../decide/propose.js';
import { Fence } from './fence.js';
import { Ledger } from './ledger.js';
import type { ModelSeat } from './model-seat.js';
import { Pauses } from './pauses.js';
import { type ClaimsRpc, Permits } from './permits.js';
import { ShopClient } from './shop-client.js';
import { TurnFactory } from './turn-factory.js';
import { TurnRunner } from './turn-runner.js';
import { Vault, type VaultRpc } from './vault.js';
import { WriteRunner } from './write-runner.js';

/** A vault of the same form as ingestion's, kept in memory. */
export class MemoryVault implements VaultRpc {
  readonly words = new Map<string, string>();

  async tokenise({ clear }: Parameters<VaultRpc['tokenise']>[0]) {
    return { tokenised: clear.map(({ text, kind }) => (kind ? this.#token(text, kind) : text)) };
  }

  async reveal({ texts }: Parameters<VaultRpc['reveal']>[0]) {
    return { revealed: texts.map((text) => text.replace(/<[A-Z]+_[0-9a-f]+>/g, (token) => this.words.get(token) ?? token)) };
  }

  token(text: string, kind: string): string {
    return this.#token(text, kind);
  }

  #token(text: string, kind: string): string {
    const known = [...this.words].find(([token, words]) => words === text && token.startsWith(`<${kind.toUpperCase()}_`));
    const token = known?.[0] ?? `<${kind.toUpperCase()}_${(0xabc0000000 + this.words.size).toString(16)}>`;
    this.words.set(token, text);
    return token;
  }
}

export interface Conversation {
  /** The newest turn; null: the one that is served. */
  turn: number | null;
  served: number;
  epoch: number;
  heldBy: string;
  /** ISO 8601. */
  takenOverAt?: string;
  /** The case's state as escalation has it. */
  state?: string;
}

export interface DeskOptions {
  /** A database of `openLedgerDatabase` to use instead of one of its own: opening one takes seconds. */
  db?: Database;
  faults?: Faults;
  mode?: 'auto' | 'suggest';
  now?: () => Date;
  timeoutMs?: number;
  patienceMs?: number;
  /** A model at its seat, on the same database. */
  seatOn?: (db: Database) => Promise<ModelSeat>;
  /** Another catalogue than the shipped one. */
  catalogue?: Catalogue;
}

/** Actions on a real shop and a real database, without a bus. */
export async function openDesk({ db: shared, faults = {}, mode = 'auto', now = () => new Date(), timeoutMs = 5_000, patienceMs = 20_000, seatOn, catalogue = shipped }: DeskOptions = {}) {
  const own = shared ? undefined : await openLedgerDatabase();
  const db = shared ?? own!.db;
  await db.query('truncate actions.ledger, actions.pause');
  const shop = await startShop({ faults, now });
  const conversation: Conversation = { turn: null, served: 1, epoch: 0, heldBy: '' };
  const memory = new MemoryVault();
  const vault = new Vault(memory);
  const parts = partsOn(db, shop.url, conversation, vault, { timeoutMs, patienceMs, owner: 'one' });
  const turns = new TurnFactory(catalogue, mode, parts.client, vault);
  const runner = new TurnRunner({ ...parts, shop: parts.client, vault, search: async () => [], seat: await seatOn?.(db) });

  return {
    ...parts, db, shop, faults, conversation, memory, vault, turns, runner,
    /** One message of a customer, served. */
    async say(text: string, said: Said = {}) {
      const facts = factsOf(text, said);
      conversation.served = facts.received?.turn ?? 1;
      const turn = await turns.make(facts, now().toISOString());
      const ran = await runner.run(turn);
      const proposed = noteModel(propose(turn, ran.step, ran.calls), ran.model);
      const [revealed = ''] = (await memory.reveal({ texts: [proposed.proposal.text], purpose: 'delivery' })).revealed;
      return { turn, ...ran, proposed, proposal: proposed.proposal, text: revealed, code: proposed.kind === 'escalated' ? proposed.code : null };
    },
    refunds: () => shop.ledger().filter(({ effect }) => effect === 'refund'),
    async close() {
      await shop.close();
      await own?.close();
    },
  };
}

/** An embedded database with the ledger's table in it. */
export async function openLedgerDatabase(): Promise<{ db: Database; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'actions-'));
  const db = await openDatabase({ dataDir: folder });
  await migrate(db, 'actions', new URL('../../migrations/', import.meta.url));
  const close = async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, close };
}

/** The parts of one worker: several of them may share a database and a shop. */
export function partsOn(db: Database, url: string, conversation: Conversation, _vault: Vault, options: { timeoutMs: number; patienceMs: number; owner: string }) {
  const client = new ShopClient({ url, timeoutMs: options.timeoutMs });
  const ledger = new Ledger(db, { owner: options.owner, exclusive: false, leaseMs: options.timeoutMs + 200 });
  const writes = new WriteRunner(ledger, client, { attempts: 5, forMs: options.patienceMs });
  const context = async () => ({
    conversationId: 'con_1', source: 'test', epoch: conversation.epoch, revision: 1, heldBy: conversation.heldBy, authenticated: true, customerId: 'cus_1',
    tickets: Array.from({ length: 1_000 }, (_, n) => ({ ticketId: `tkt_${n}`, sourceId: String(n), turn: conversation.turn ?? conversation.served })), messages: [],
  });
  const find = async ({ ticketId }: { ticketId: string }) => ({
    ticketId, conversationId: 'con_1', state: conversation.state ?? 'received', revision: 1, turn: conversation.served, queue: '',
  });
  const pauses = new Pauses(db);
  const permits = new Permits(claimsOn(conversation), pauses, options.timeoutMs);
  return { client, ledger, writes, pauses, permits, fence: new Fence({ context }, { find }) };
}


/** Ingestion's rule for claims, on the conversation of a test. */
function claimsOn(conversation: Conversation): ClaimsRpc {
  return {
    claimWrite: async ({ turn, approvedAt }) => {
      const isTheBots = conversation.heldBy === '' && turn?.epoch === conversation.epoch && turn.turn === (conversation.turn ?? conversation.served);
      return { granted: turn ? isTheBots : approvedAt > (conversation.takenOverAt ?? '') };
    },
    endWrite: async () => ({}),
  };
}
