import { Command } from 'commander';
import type { Io } from './command-line.js';
import { approvalsCommand } from './commands/approvals.js';
import { approveCommand } from './commands/approve.js';
import { canaryCommand } from './commands/canary.js';
import { catalogueCommand } from './commands/catalogue.js';
import { chatCommand } from './commands/chat.js';
import { dlqCommand } from './commands/dlq.js';
import { doctorCommand } from './commands/doctor.js';
import { eraseCommand } from './commands/erase.js';
import { explainCommand } from './commands/explain.js';
import { evalCommand } from './commands/eval.js';
import { exportCommand } from './commands/export.js';
import { holdCommands } from './commands/hold.js';
import { kbCommand } from './commands/kb.js';
import { ledgerCommand } from './commands/ledger.js';
import { pauseCommands } from './commands/pause.js';
import { queueCommand } from './commands/queue.js';
import { rejectCommand } from './commands/reject.js';
import { replyCommand } from './commands/reply.js';
import { replayCommand } from './commands/replay.js';
import { sendCommand } from './commands/send.js';
import { showCommand } from './commands/show.js';
import { tailCommand } from './commands/tail.js';
import { trainCommand } from './commands/train.js';
import { upCommand } from './commands/up.js';

const more = `
Environment:
  DESKHAND_URL     where the desk is (http://127.0.0.1:8080)
  API_TOKEN        its bearer, where it asks for one
  DESKHAND_DATA    the desk's data folder (./.deskhand); --as signs with the identity secret in it, or with IDENTITY_SECRET

Exit codes: 0 ok, 1 failed, 2 usage, 3 unreachable.`;

/** The command line; its help comes from the same definition. */
export function makeProgram(io: Io): Command {
  const program = new Command('deskhand').description('An event-driven AI support desk').option('--json', 'print JSON').addHelpText('after', more);
  const commands = [
    upCommand, sendCommand, chatCommand, tailCommand, showCommand, explainCommand, queueCommand,
    approvalsCommand, approveCommand, rejectCommand,
  ];
  for (const make of commands) program.addCommand(make(io));
  for (const command of [...holdCommands(io), ...pauseCommands(io)]) program.addCommand(command);
  for (const make of [replyCommand, kbCommand, catalogueCommand, trainCommand, evalCommand, replayCommand, canaryCommand, ledgerCommand, dlqCommand, exportCommand, eraseCommand, doctorCommand]) program.addCommand(make(io));
  return program;
}
