/** What a statement is bound to. */
export type SqlValue = string | number | null | Uint8Array;
/** A row that was read. No statement of the engine reads a blob. */
export type SqlRow = { [column: string]: string | number | null };

/** The little of SQLite that the engine needs, so that it runs in a Durable Object and over `node:sqlite` alike. */
export interface Sql {
  /** Runs one statement. Rows come as they are asked for; an unread rest is simply left. */
  exec(statement: string, ...bindings: SqlValue[]): Iterable<SqlRow>;
  /** Runs `work` (synchronous) whole or not at all. */
  transaction<T>(work: () => T): T;
}

/** Runs a statement for its effect. */
export function execute(sql: Sql, statement: string, ...bindings: SqlValue[]): void {
  for (const _ of sql.exec(statement, ...bindings)) break;
}

/** The first row, if there is one. */
export function firstRow(sql: Sql, statement: string, ...bindings: SqlValue[]): SqlRow | undefined {
  for (const row of sql.exec(statement, ...bindings)) return row;
  return undefined;
}
