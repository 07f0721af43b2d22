import type { IndexDeclaration } from '#shared/data-api';
import { type KeyColumns } from './push-down.ts';
import { type SortKey, sortKey } from './sort-keys.ts';
import { execute, firstRow, type Sql } from './sql.ts';

// Bounds one turn of the collection's Durable Object.
const batch = 1_000;
/** The least time between two sweeps, in milliseconds: MongoDB's own is a minute. */
const leastPause = 1_000;

/** Deletes what has expired (at most one batch). Answers when to look again, undefined when nothing will expire. */
export function deleteExpired(
  sql: Sql,
  indexes: readonly IndexDeclaration[],
  columns: KeyColumns,
  now: Date,
): Date | undefined {
  let next = Number.POSITIVE_INFINITY;
  for (const { column, lifetime } of expiring(indexes, columns)) {
    execute(
      sql,
      `DELETE FROM documents WHERE position IN
        (SELECT position FROM documents WHERE ${column} >= x'39' AND ${column} <= ? ORDER BY ${column} LIMIT ${batch})`,
      dateKey(now.getTime() - lifetime),
    );
    next = Math.min(next, firstExpiry(sql, column, lifetime));
  }
  return next === Number.POSITIVE_INFINITY ? undefined : new Date(Math.max(next, now.getTime() + leastPause));
}

/** When the next document expires, undefined when none does. */
export function nextExpiry(sql: Sql, indexes: readonly IndexDeclaration[], columns: KeyColumns): Date | undefined {
  const next = Math.min(
    ...expiring(indexes, columns).map(({ column, lifetime }) => firstExpiry(sql, column, lifetime)),
  );
  return next === Number.POSITIVE_INFINITY ? undefined : new Date(next);
}

function firstExpiry(sql: Sql, column: string, lifetime: number): number {
  const row = firstRow(
    sql,
    `SELECT CAST(${column} AS TEXT) AS first FROM documents WHERE ${column} >= x'39' AND ${column} < x'3a' ORDER BY ${column} LIMIT 1`,
  );
  return row === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(row['first']).slice(1)) + lifetime;
}

function expiring(indexes: readonly IndexDeclaration[], columns: KeyColumns): { column: string; lifetime: number }[] {
  return indexes.flatMap(({ keys, expireAfterSeconds }) =>
    expireAfterSeconds === undefined
      ? []
      : [{ column: columns.get(Object.keys(keys)[0] ?? '') ?? '', lifetime: expireAfterSeconds * 1_000 }],
  );
}

const dateKey = (time: number): SortKey => sortKey(new Date(Math.max(time, 0))) ?? '';
