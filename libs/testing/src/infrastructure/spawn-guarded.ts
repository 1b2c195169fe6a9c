import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { descendants } from './descendants.js';

export interface GuardedCommand {
  command: string;
  args: string[];
  /** Everything the command prints is appended here. */
  logFile: string;
  /** Removed by the guard when this process dies without stopping the command. */
  temporaryDir?: string;
}

export interface GuardedProcess {
  pid: number;
  hasExited(): boolean;
  /** Sends the signal to the command and everything it started. */
  signalAll(signal: NodeJS.Signals): void;
  signal(signal: NodeJS.Signals): void;
  /** Resolves once it is gone. */
  exited(): Promise<void>;
}

/**
 * The guard is a shell that holds the reading end of a pipe from us. However we die, kill -9 included, the pipe closes and
 * the guard kills the command. It stands in a session of its own, so Ctrl-C and a killed process group do not reach it first.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null >>"$GUARDED_LOG" 2>&1 3<&- &
command=$!
echo $command
(
  read -r _ <&3
  trap '' TERM
  kill -KILL $command
  [ -z "$GUARDED_TEMPORARY" ] || { sleep 1; rm -rf "$GUARDED_TEMPORARY"; }
) >/dev/null &
watch=$!
wait $command
kill $watch
`;

export async function spawnGuarded(guarded: GuardedCommand): Promise<GuardedProcess> {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', guarded.command, ...guarded.args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, GUARDED_LOG: guarded.logFile, GUARDED_TEMPORARY: guarded.temporaryDir ?? '' },
  });
  let exited = false;
  const exit = once(guard, 'exit').then(() => {
    exited = true;
    guard.stdin.destroy();
  });
  const [line] = (await once(guard.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  // A server must never be what keeps a finished process alive.
  for (const handle of [guard, guard.stdin, guard.stdout]) (handle as { unref?: () => void }).unref?.();
  return {
    pid,
    hasExited: () => exited,
    signal: (signal) => send(pid, signal),
    signalAll: (signal) => [pid, ...descendants(pid)].forEach((each) => send(each, signal)),
    async exited() {
      guard.ref();
      await exit;
    },
  };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
