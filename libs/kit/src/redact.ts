const secret = new Set(
  `authorization cookie password secret token bearer apitoken identitytoken databaseurl redisurl smtpurl shoptoken llmapikey pineconeapikey
   text subject body value draft reply summary message messages history content prompt completion
   email phone name address customer metadata arguments result detail parameters values query`.split(/\s+/),
);

const deepest = 6;

/** A copy in which members with personal or secret names read `[redacted]`, and errors keep what helps to find the fault. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describe(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, isSecret(name) ? '[redacted]' : redact(member, depth + 1)]));
}

function isSecret(name: string): boolean {
  return secret.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

/** A database's `detail`, `where` and parameters quote rows, so only named members are taken. */
function describe(error: Error, depth: number): object {
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const cause = error.cause instanceof Error && depth < deepest ? { cause: describe(error.cause, depth + 1) } : {};
  return { type: error.name, reason: error.message, stack: error.stack, ...given({ code, constraint, table }), ...cause };
}

function given(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => typeof value === 'string'));
}
