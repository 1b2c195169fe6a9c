import type { Database } from './database.js';

interface Asked<Row> {
  params: readonly unknown[];
  resolve: (rows: Row[]) => void;
  reject: (error: unknown) => void;
}

const mostAtOnce = 256;

/**
 * A read that many handlers make at once: one query is in flight, and everything asked for meanwhile travels in the next. A round trip
 * costs more than the lookup, for the server as much as for us. Alone, it is sent as it is written.
 * @param types of $1, $2 …, in Postgres' words; lists such as `text[]` too, bytes not
 */
export function groupedRead<Row extends object>(db: Pick<Database, 'query'>, types: readonly string[], sql: string): (...params: unknown[]) => Promise<Row[]> {
  const grouped = groupedSql(types, sql);
  let waiting: Asked<Row>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // Whoever asks in this very turn still joins.
    await new Promise(setImmediate);
    while (waiting.length) {
      const group = waiting.splice(0, mostAtOnce);
      await (group.length === 1 ? alone(group[0]!) : together(group));
    }
    running = false;
  }

  async function alone({ params, resolve, reject }: Asked<Row>): Promise<void> {
    await db.query<Row>(sql, [...params]).then(resolve, reject);
  }

  async function together(group: readonly Asked<Row>[]): Promise<void> {
    try {
      const json = JSON.stringify(group.map(({ params }, i) => Object.fromEntries([['i', i], ...params.map((param, n) => [`p${n + 1}`, param])])));
      const found: Row[][] = group.map(() => []);
      for (const { group_member: i, ...row } of await db.query<Row & { group_member: number }>(grouped, [json])) found[i]!.push(row as unknown as Row);
      group.forEach(({ resolve }, i) => resolve(found[i]!));
    } catch {
      // One that the database refuses must not fail its neighbours.
      await Promise.all(group.map(alone));
    }
  }

  return (...params) =>
    new Promise((resolve, reject) => {
      waiting.push({ params, resolve, reject });
      if (!running) void run();
    });
}

/** `offset 0` keeps the planner from joining: each member is looked up as if it were alone, in the order it asks for. */
function groupedSql(types: readonly string[], sql: string): string {
  const columns = ['i int', ...types.map((type, n) => `p${n + 1} ${type}`)];
  const lookup = sql.replaceAll(/\$(\d+)/g, 'asked.p$1');
  return `select asked.i as group_member, found.* from jsonb_to_recordset($1::jsonb) as asked(${columns.join(', ')}) cross join lateral (${lookup} offset 0) found`;
}
