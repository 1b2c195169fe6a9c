/**
 * One kind of write. `sql` takes one parameter, `$1::jsonb`: an array of rows, each with an ordinal `i` added by the committer, so that
 * all rows of a batch travel in one statement. A `conditional` statement returns `i` of every row it applied; a row that is missing
 * means that somebody else changed the state first, and its handler runs again.
 */
export interface Statement<Row extends object> {
  readonly name: string;
  readonly sql: string;
  readonly conditional: boolean;
  /** Only ties the row's type to the statement. */
  readonly row?: Row;
}

export interface Write {
  readonly statement: Statement<object>;
  readonly row: object;
}

export function statement<Row extends object>(name: string, sql: string, options: { conditional?: boolean } = {}): Statement<Row> {
  return { name, sql, conditional: options.conditional ?? false };
}

export function write<Row extends object>(statement: Statement<Row>, row: Row): Write {
  return { statement, row };
}
