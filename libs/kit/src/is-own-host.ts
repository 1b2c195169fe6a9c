import { isLoopback } from './is-loopback.js';

/** Whether a `Host` header names this desk: loopback with any port, or one of PUBLIC_HOSTS (with or without its port). */
export function isOwnHost(host: string, publicHosts: string[]): boolean {
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host);
  if (!parts) return false;
  const name = parts[1]!.toLowerCase();
  return isLoopback(name) || publicHosts.includes(name) || publicHosts.includes(host.toLowerCase());
}

/** The same for an `Origin` header; `null`, which sandboxed pages send, is foreign. */
export function isOwnOrigin(origin: string, publicHosts: string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && isOwnHost(host, publicHosts);
}
