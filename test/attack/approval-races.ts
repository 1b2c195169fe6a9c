import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApprovalDecidedController } from '@deskhand/actions/accept/approval-decided.js';
import type { Call } from '@deskhand/actions/decide/turn.js';
import type { ConfirmationMail } from '@deskhand/actions/perform/confirmation-mail.js';
import type { Delivery } from '@deskhand/bus/delivery.js';
import type { ApprovalDecided, ApprovalRequested } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { classified, grounding, received, refundOf, submitted } from '@deskhand/escalation/decide/scenario.fixture.js';
import { World } from '@deskhand/escalation/perform/world.fixture.js';
import { openDatabase } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { startShop } from '@deskhand/shop/start-shop.js';
import { LetterBox } from './letter-box.ts';
import { openAttackDesk } from './open-attack-desk.ts';
import { randomFrom } from './random-from.ts';
import { orderOf, writeRefundShop } from './write-refund-shop.ts';

export interface ApprovalFigures {
  races: number;
  approved: number;
  rejected: number;
  /** Races that had not one winner, or whose loser was not told who won; and decisions told more than once. */
  wrong: string[];
  executions: number;
  /** Refunds done twice, done though it was a no, or never done though it was a yes. */
  wrongEffects: string[];
}

type Answer = Awaited<ReturnType<World['post']>>;

const value = '150.00';
const together = 6;

/** Two people decide on one refund at one moment, over HTTP of a real escalation; what was decided goes to real actions, twice, and to a shop. */
export async function raceApprovals({ n, seed, databaseUrl, actionsUrl }: { n: number; seed: number; databaseUrl: string; actionsUrl: string }): Promise<ApprovalFigures> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'approvals-'));
  const file = join(folder, 'shop.sqlite');
  writeRefundShop(file, n, () => Number(value) * 100);
  const db = await openDatabase({ databaseUrl: actionsUrl, dataDir: '' });
  await migrate(db, 'actions', new URL('../../services/actions/migrations/', import.meta.url));
  const shop = await startShop({ file, seed: false });
  const desk = openAttackDesk(db, shop.url);
  const world = await World.open({ databaseUrl });
  world.fingerprint = async ({ tool, argumentsJson, customerId }) => (await desk.runner.fingerprint(customerId, { tool, arguments: JSON.parse(argumentsJson) } as Call)) ?? 'none';
  const controller = new ApprovalDecidedController(desk.turns, desk.runner, { send: async () => undefined } as unknown as ConfirmationMail);
  const figures: ApprovalFigures = { races: 0, approved: 0, rejected: 0, wrong: [], executions: 0, wrongEffects: [] };
  const letters = new LetterBox(world);
  const decisions = new Map<string, string>();

  async function race(index: number): Promise<void> {
    const approvalId = await ask(index);
    const [second, handicap] = random.chance(0.5) ? (['approve', 0] as const) : (['reject', 25] as const);
    const answers = await Promise.all([
      sleep(random.below(3)).then(() => world.post(`/v1/approvals/${approvalId}/approve`, { by: `Anna ${index}` })),
      sleep(random.below(3 + handicap)).then(() => world.post(`/v1/approvals/${approvalId}/${second}`, { by: `Ben ${index}` })),
    ]);
    const decided = await letters.first<ApprovalDecided>('approval.decided.v1', `tkt_${index}`);
    figures.races += 1;
    const { status } = decided.approval!;
    decisions.set(orderOf(index).orderId, status);
    if (!isSettled(answers, status)) figures.wrong.push(`${index} ${second}: ${status} ${JSON.stringify(answers)}`);
    figures[status === 'approved' ? 'approved' : 'rejected'] += 1;
    const at = new Date().toISOString();
    const delivery: Delivery = {
      id: `decided-${index}`, topic: 'approval.decided.v1', lane: 'stable', key: `con_${index}`, subject: `tkt_${index}`, source: 'escalation', time: at, appendedAt: at, headers: {}, attempt: 1,
    };
    await Promise.all([controller.decided(decided, delivery), controller.decided(decided, delivery)]);
  }

  async function ask(index: number): Promise<string> {
    const { orderId, customerId } = orderOf(index);
    const call: Call = { tool: 'process_refund', arguments: { orderId, amount: { value, currency: 'USD' }, reason: 'damaged' } };
    const fingerprint = (await desk.runner.fingerprint(customerId, call)) ?? '';
    const facts = received(1, { ticketId: `tkt_${index}`, conversationId: `con_${index}`, sourceId: `${index}`, customerId, text: `Please refund order ${orderId}`, receivedAt: new Date().toISOString() });
    const about = classified({ entities: { orderId: [orderId] } });
    const action = refundOf(value, { arguments: call.arguments, fingerprint });
    await world.say('ticket.proposed.v1', { received: facts, classified: about, grounding, proposal: submitted(value, action) }, { key: `con_${index}`, subject: `tkt_${index}` });
    const asked = await letters.first<ApprovalRequested>('approval.requested.v1', `tkt_${index}`);
    return asked.approval!.approvalId;
  }

  try {
    let begun = 0;
    await Promise.all(Array.from({ length: together }, async () => {
      while (begun < n) await race(begun++);
    }));
    for (let index = 0; index < n; index++) {
      const told = letters.all('approval.decided.v1', `tkt_${index}`).length;
      if (told !== 1) figures.wrong.push(`${index}: its decision was told ${told} times`);
    }
    const refunds = shop.ledger().filter(({ effect }) => effect === 'refund').map(({ request }) => (request as { orderId: string }).orderId);
    figures.executions = refunds.length;
    figures.wrongEffects = effectsAgainst(decisions, refunds);
    return figures;
  } finally {
    await world.close();
    await shop.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One has won, as it was decided, and the other was told who. */
function isSettled(answers: readonly Answer[], status: string): boolean {
  const won = answers.filter(({ status: code }) => code === 200);
  const lost = answers.filter(({ status: code }) => code === 409);
  const by = String(won[0]?.body['decidedBy']);
  return won.length === 1 && lost.length === 1 && won[0]!.body['status'] === status && String(lost[0]!.body['detail']).includes(`${by} ${status} this already`);
}

function effectsAgainst(decisions: ReadonlyMap<string, string>, refunds: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const orderId of refunds) counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
  const wanted = (orderId: string) => (decisions.get(orderId) === 'approved' ? 1 : 0);
  return [...decisions.keys()].filter((orderId) => (counts.get(orderId) ?? 0) !== wanted(orderId)).map((orderId) => `${orderId}: ${decisions.get(orderId)}, ${counts.get(orderId) ?? 0} done`);
}
