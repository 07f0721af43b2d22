import { DatabaseSync } from 'node:sqlite';
import type { Sql, SqlRow } from '../../workers/data-api/engines/embedded/sql.ts';

/** SQLite of Node, in memory: the embedded engine without a Durable Object. */
export function sqlInNode(): Sql {
  const database = new DatabaseSync(':memory:');
  return {
    exec: (statement, ...bindings) => database.prepare(statement).iterate(...bindings) as Iterable<SqlRow>,
    transaction(work) {
      database.exec('BEGIN');
      try {
        const outcome = work();
        database.exec('COMMIT');
        return outcome;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
