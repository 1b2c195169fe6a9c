import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import type { Ticket } from '../ticket.js';
import { tellStory } from '../tell-story.js';

export function explainCommand(io: Io): Command {
  return makeCommand(io, 'explain <ticket>', 'tell why the desk did what it did', async ({ desk, terminal }, _options, ticketId) => {
    const ticket = await desk.get<Ticket>(`/v1/tickets/${encodeURIComponent(ticketId!)}`);
    terminal.answer(ticket, () => tellStory(ticket, terminal));
  });
}
