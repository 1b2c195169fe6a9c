import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { describeProblem } from '../desk-http.js';
import { exitCodes, Failure } from '../failure.js';
import { byOption } from '../options.js';

interface Certificate {
  customerId: string;
  by: string;
  at: string;
  conversations: { conversationId: string; erasedAt: string; by: string; counts: { tickets: number; messages: number } }[];
  remains: string[];
}

/** Cannot be taken back, so it is not done by a slip of the hand. */
export function eraseCommand(io: Io): Command {
  return makeCommand<{ by: string; yes?: boolean }>(
    io,
    'erase <customer>',
    "destroy the keys and texts of a customer (the shop's id), for ever",
    async ({ desk, terminal }, { by, yes }, customer) => {
      if (!yes) throw new Failure(`This destroys everything that ${customer} wrote and was told, for ever: say --yes if you mean it.`, exitCodes.usage);
      const { status, body } = await desk.call<Certificate>('DELETE', `/v1/customers/${encodeURIComponent(customer!)}`, { by });
      if (status >= 300) throw new Failure(describeProblem(status, body as object), exitCodes.failed, body);
      terminal.answer(body, () => describeCertificate(body));
    },
    (command) => command.addOption(byOption()).option('--yes', 'yes, for ever'),
  );
}

function describeCertificate({ customerId, conversations, remains }: Certificate): string {
  const lines = conversations.map(({ conversationId, erasedAt, by, counts }) => `${conversationId}: ${counts.messages} messages in ${counts.tickets} tickets, erased ${erasedAt} by ${by}`);
  return [lines.length > 0 ? `${customerId} is erased.` : `There was nothing of ${customerId}.`, ...lines, ...remains.map((what) => `What remains: ${what}.`)].join('\n');
}
