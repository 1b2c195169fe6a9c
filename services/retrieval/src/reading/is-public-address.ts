import ipaddr from 'ipaddr.js';

/** Whether an IP address belongs to the public internet; an IPv4 address inside an IPv6 one is judged as itself. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}
