import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where fetched servers are kept. For root it is outside of root's home: Postgres refuses to run as root, and its own user
 * cannot look into /root.
 */
export function cacheFolder(name: string): string {
  return join(process.env['DESKHAND_CACHE'] ?? homeCache(), name);
}

function homeCache(): string {
  if (process.getuid?.() === 0) return '/var/cache/deskhand';
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'deskhand');
}
