import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnParts } from '@deskhand/actions/perform/turn-runner.js';
import { Pauses } from '@deskhand/actions/perform/pauses.js';
import { Permits } from '@deskhand/actions/perform/permits.js';
import { ConversationsClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { RunningIngestion } from '@deskhand/ingestion/ingestion.fixture.js';
import type { Database } from '@deskhand/kit/database.js';
import { connect } from '@deskhand/kit/grpc.js';
import { startShop } from '@deskhand/shop/start-shop.js';
import { openAttackDesk } from './open-attack-desk.ts';
import { randomFrom } from './random-from.ts';

export interface TakeoverFigures {
  races: number;
  writes: number;
  fenced: number;
  refusedWith503: number;
  /** Writes that the shop began after the takeover's 200. */
  after: number;
}

const together = 4;

/** Takeovers over HTTP of a real ingestion, against writes to a real shop on their way at the same moment. */
export async function raceTakeovers(db: Database, ingestion: RunningIngestion, { n, seed, replace }: { n: number; seed: number; replace?: (parts: TurnParts) => TurnParts }): Promise<TakeoverFigures> {
  const random = randomFrom(seed);
  await db.query('truncate actions.ledger, actions.pause', []);
  const shop = await startShop({ faults: { latencyMs: [0, 12] } });
  const conversations = connect(ConversationsClient, 'ingestion', ingestion.config);
  const permits = new Permits(conversations, new Pauses(db), 5_000);
  const desk = openAttackDesk(db, shop.url, { replace: (parts) => (replace ?? ((it) => it))({ ...parts, permits }) });
  const ended = new Map<string, number>();
  const figures: TakeoverFigures = { races: 0, writes: 0, fenced: 0, refusedWith503: 0, after: 0 };
  async function race(): Promise<void> {
    const { body } = await ingestion.call<{ ticketId: string; conversationId: string }>('POST', '/v1/tickets', { source: 'race', id: randomUUID(), text: 'Reset my password' });
    const { ticketId, conversationId } = body;
    const said = { received: { ticketId, conversationId, customerId: 'cus_1' }, classified: { intent: 'account_issue', wishes: ['reset_password'] } };
    const taking = sleep(10 + random.below(40)).then(async () => {
      const { status } = await ingestion.call('POST', `/v1/conversations/${encodeURIComponent(conversationId)}/takeover`, { by: 'Lena' });
      if (status === 200) ended.set(conversationId, Date.now());
      else figures.refusedWith503 += 1;
    });
    const writing = sleep(random.below(15)).then(() => desk.attempt('Reset my password', said, [{ tool: 'reset_password', arguments: {} }]));
    const [, done] = await Promise.all([taking, writing]);
    figures.races += 1;
    figures.fenced += done.filter(({ refusal }) => refusal?.code === 'superseded').length;
  }

  try {
    let begun = 0;
    await Promise.all(Array.from({ length: together }, async () => {
      while (begun++ < n) await race();
    }));
    const rows = await db.query<{ idempotency_key: string; conversation_id: string }>('select idempotency_key, conversation_id from actions.ledger', []);
    const conversationOf = new Map(rows.map((row) => [row.idempotency_key, row.conversation_id]));
    for (const { at, idempotencyKey } of shop.ledger()) {
      figures.writes += 1;
      if (Date.parse(at) > (ended.get(conversationOf.get(idempotencyKey) ?? '') ?? Infinity)) figures.after += 1;
    }
    return figures;
  } finally {
    conversations.close();
    await shop.close();
  }
}
