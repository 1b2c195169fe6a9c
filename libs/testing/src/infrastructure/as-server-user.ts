import { readFileSync } from 'node:fs';

export interface ServerUser {
  uid: number;
  gid: number;
  /** Put before a command so that it runs as this user. */
  prefix: string[];
}

/**
 * The user for a server that refuses to run as root: `postgres` where it exists, else `nobody`; undefined when we are not root.
 * It keeps one right of root's, to pass folders it could not otherwise enter: the data may lie below /root.
 */
export function asServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('neither the user postgres nor nobody exists in /etc/passwd');
  const [uid, gid] = [Number(found[2]), Number(found[3])];
  const prefix = [
    'setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups',
    '--inh-caps=+dac_override', '--ambient-caps=+dac_override',
  ];
  return { uid, gid, prefix };
}
