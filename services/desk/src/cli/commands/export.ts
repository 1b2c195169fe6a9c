import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';

/** JSON in any case: it is for the customer to take away. */
export function exportCommand(io: Io): Command {
  return makeCommand(io, 'export <customer>', "everything held of a customer (the shop's id), as JSON", async ({ desk, terminal }, _options, customer) => {
    const held = await desk.get<object>(`/v1/customers/${encodeURIComponent(customer!)}/export`);
    terminal.answer(held, () => JSON.stringify(held, null, 2));
  });
}
