import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { postgresPrograms } from '@deskhand/testing/infrastructure/postgres-programs.js';
import { queryPostgres } from '@deskhand/testing/infrastructure/query-postgres.js';
import { runCommand } from '@deskhand/testing/infrastructure/run-command.js';
import { startPostgres, type RunningPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

// The drill of docs/runbooks/backup.md: what the page says is what is done here.

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Kind {
  env(): Promise<Record<string, string>>;
  /** Of a desk that is stopped. */
  back(desk: RunningDesk): Promise<void>;
  /** Into a place that lost everything but what the page says to keep. */
  restore(desk: RunningDesk): Promise<void>;
}

const kept = join(folder, 'kept');
const embedded: Kind = {
  env: async () => ({}),
  async back({ dataDir }) {
    cpSync(dataDir, join(folder, 'embedded'), { recursive: true });
  },
  async restore({ dataDir }) {
    cpSync(join(dataDir, 'erasures.jsonl'), kept);
    rmSync(dataDir, { recursive: true });
    cpSync(join(folder, 'embedded'), dataDir, { recursive: true });
    cpSync(kept, join(dataDir, 'erasures.jsonl'));
  },
};
const onPostgres: Kind = {
  env: async () => ({ DATABASE_URL: await postgres.createDatabase('backed_up') }),
  async back({ dataDir }) {
    cpSync(dataDir, join(folder, 'keys'), { recursive: true });
    await pg('pg_dump', ['--format=custom', `--file=${join(folder, 'desk.dump')}`, await postgres.createDatabase('backed_up')]);
  },
  async restore() {
    await queryPostgres(postgres.url, 'drop database backed_up with (force)');
    await pg('pg_restore', [`--dbname=${await postgres.createDatabase('backed_up')}`, join(folder, 'desk.dump')]);
  },
};

async function pg(program: string, args: string[]): Promise<void> {
  const own = join(await postgresPrograms(), program);
  await runCommand(existsSync(own) ? own : program, args);
}

describe.each([['the embedded folder', embedded], ['Postgres', onPostgres]])('%s', (_name, kind) => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ env: await kind.env() });
  });
  afterAll(() => desk?.stop());

  test('backed up, lost and restored: what was there is there, who was erased since is erased again, and no effect comes twice', async () => {
    const ada = { identityToken: await identityToken(fixedCustomers.ada) };
    const ben = { id: 'cus_ben', email: 'ben.backup@example.net' };
    const before = await desk.client.settled({ text: 'Where is my order 12345? I am ada.backup@example.net', customer: ada });
    const bens = await desk.client.settled({ text: 'What is your return policy? Write to ben.backup@example.net', customer: ben });
    await desk.end();
    await kind.back(desk);

    await desk.again();
    const refunded = await desk.client.settled({ source: 'after', id: 'refund', conversationId: 'after', text: `Please refund order ${fixedOrders.refundable}`, customer: ada });
    expect(refunded.state).toBe('replied');
    expect(refunded.actions).toContainEqual(expect.objectContaining({ tool: 'process_refund', status: 'succeeded' }));
    expect((await desk.client.call('DELETE', `/v1/customers/${fixedCustomers.ada}`, { by: 'Kim' })).status).toBe(200);
    await desk.end();
    await kind.restore(desk);

    await desk.again();
    expect((await desk.client.ticket(bens.ticketId)).messages[0]?.text).toContain('ben.backup@example.net');
    const adas = await desk.client.ticket(before.ticketId);
    expect(JSON.stringify(adas.messages)).not.toContain('ada.backup');
    expect(adas.timeline.map(({ event }) => event)).toContain('conversation.erased.v1');
    expect((await desk.client.call('GET', `/v1/tickets/${refunded.ticketId}`)).status).toBe(404);
    // The upstream system sends what it has no outcome for again.
    const again = await desk.client.settled({ source: 'after', id: 'refund', conversationId: 'after', text: `Please refund order ${fixedOrders.refundable}`, customer: ada });
    expect(again.state).toBe('replied');
    expect(desk.shop.ledger().filter(({ effect }) => effect === 'refund')).toHaveLength(1);
    expect((await desk.client.settled({ text: 'How long does shipping take?' })).state).toBe('replied');
  });
});
