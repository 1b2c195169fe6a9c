/** SQLSTATE classes that speak of the server's state, not of what was written: connection, lost races, resources, operator, system. */
const notTheRow = new Set(['08', '40', '53', '57', '58']);

/** True when the database refused what was written; false when it was away, full or busy, or the transaction lost a race. */
export function isRowFault(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return !notTheRow.has(code.slice(0, 2));
  // Sockets and the pool name their trouble with words (ECONNRESET, "Connection terminated"); anything else is a fault in the rows.
  return !code && !/connect|terminat|timeout|closed|ended|not queryable/i.test(error.message);
}
