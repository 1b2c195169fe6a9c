// Escalation with a world around it, on a data folder, until it is killed: opens `count` tickets that nobody will take, then only waits. Says when timers fire.
import { Bus } from '@deskhand/bus/bus.js';
import { World } from '../src/perform/world.fixture.js';
import { classified, received } from '../src/decide/scenario.fixture.js';

const print = (line: string) => process.stdout.write(`${line}\n`);

const write = Bus.prototype.write;
Bus.prototype.write = function (this: Bus, ...args: Parameters<Bus['write']>) {
  if (args[3]?.id?.startsWith('timer/')) print('firing');
  return write.apply(this, args);
} as Bus['write'];

const [dataDir = '', sla = '{}', count = '0', databaseUrl] = process.argv.slice(2);
const world = await World.open({ dataDir, databaseUrl, sla: JSON.parse(sla) as Record<string, string> });
// The patched clock against the one that nothing patches.
print(`clock ${Math.round((Date.now() - performance.timeOrigin - performance.now()) / 60_000)}`);
print('open');
for (let n = 0; n < Number(count); n++) {
  const ticketId = `tkt_${n}`;
  const conversationId = `c-${n}`;
  const facts = received(1, { ticketId, conversationId, messageId: `m-${n}` });
  await world.say('escalation.requested.v1', { received: facts, classified: classified(), cause: { code: 'low_confidence', reason: '', by: 'intent' } }, { key: conversationId, subject: ticketId, id: `open-${n}` });
}
print('said');
