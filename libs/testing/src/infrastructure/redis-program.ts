import { NotInstalled } from './not-installed.js';
import { runCommand } from './run-command.js';
import type { Tell } from './running-server.js';

/** The name of the server's program, installed by apt when it is missing and we are root. */
export async function redisProgram(message?: Tell): Promise<string> {
  if (await isInstalled()) return 'redis-server';
  if (process.getuid?.() !== 0) throw new NotInstalled('redis-server is not installed');
  message?.('Installing redis-server with apt-get, once …');
  const install = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', 'redis-server'];
  try {
    await runCommand('env', install);
  } catch {
    await runCommand('apt-get', ['update']);
    await runCommand('env', install);
  }
  return 'redis-server';
}

function isInstalled(): Promise<boolean> {
  return runCommand('redis-server', ['--version']).then(
    () => true,
    () => false,
  );
}
