/** What a statement is bound to. */
export type SqlValue = string | number | null | Uint8Array;
/** A row that was read. No statement of the engine reads a blob. */
export type SqlRow = { [column: string]: string | number | null };

/** The little of SQLite that the engine needs, so that it runs in a Durable Object and over `node:sqlite` alike. */
export interface Sql {
  /**
   * Runs one statement. Rows come as they are asked for. Read them all: in a Durable Object a statement with rows left stays
   * open until it is collected as garbage, and meanwhile no index can be changed and the write-ahead log only grows.
   */
  exec(statement: string, ...bindings: SqlValue[]): Iterable<SqlRow>;
  /** Runs `work` (synchronous) whole or not at all. */
  transaction<T>(work: () => T): T;
}

/** Runs a statement for its effect. */
export function execute(sql: Sql, statement: string, ...bindings: SqlValue[]): void {
  firstRow(sql, statement, ...bindings);
}

/** The first row, if there is one, of a statement that gives few. */
export function firstRow(sql: Sql, statement: string, ...bindings: SqlValue[]): SqlRow | undefined {
  return [...sql.exec(statement, ...bindings)][0];
}
