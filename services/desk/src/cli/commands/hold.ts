import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { conversationOf } from '../conversation-of.js';
import { byOption } from '../options.js';
import type { Conversation } from '../ticket.js';

/** What people do with a whole conversation. */
export function holdCommands(io: Io): Command[] {
  return [
    holdCommand(io, 'takeover', 'take a conversation over: the bot says nothing more in it'),
    holdCommand(io, 'release', 'hand a conversation back to the bot'),
    holdCommand(io, 'resolve', 'close the matter of a conversation'),
  ];
}

function holdCommand(io: Io, verb: string, description: string): Command {
  return makeCommand<{ by: string }>(
    io,
    `${verb} <conversation>`,
    `${description} (the id of one of its tickets will do)`,
    async ({ desk, terminal }, { by }, id) => {
      const conversation = await desk.post<Conversation>(`${await conversationOf(desk, id!)}/${verb}`, { by });
      terminal.answer(conversation, () => describeConversation(conversation));
    },
    (command) => command.addOption(byOption()),
  );
}

export function describeConversation({ conversationId, heldBy, tickets }: Conversation): string {
  const holder = heldBy ? `${heldBy} has it` : 'the bot has it';
  return `${conversationId}: ${holder}; ${tickets.map(({ ticketId, state }) => `${ticketId} is ${state}`).join(', ')}`;
}
