import type { CollectionDeclaration, IndexDeclaration } from '#shared/data-api';
import type { Document } from '../../ejson.ts';
import { BadRequest } from '../../failures.ts';
import { type KeyColumns, partialCondition } from './push-down.ts';
import { keyExpression, kindOf, notIndexableCondition } from './sort-keys.ts';
import { execute, firstRow, type Sql } from './sql.ts';

// Raised when the way keys are made changes: every index is then built anew, on columns of another name.
const keyFormat = 1;
const keyColumn = (field: string): string => `key${keyFormat}:${field}`;
const fieldPath = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const indexName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The table of a collection: the document as EJSON text, found by the key of its `_id`. */
export function createTables(sql: Sql): void {
  execute(
    sql,
    'CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY, id NOT NULL UNIQUE, body TEXT NOT NULL)',
  );
  execute(
    sql,
    'CREATE TABLE IF NOT EXISTS declared (only INTEGER PRIMARY KEY CHECK (only = 1), format INTEGER NOT NULL, indexes TEXT NOT NULL)',
  );
}

/** The key column of every field that an index or its condition names, and of `_id`. */
export function keyColumns(indexes: readonly IndexDeclaration[]): KeyColumns {
  return new Map([
    ['_id', 'id'],
    ...indexedFields(indexes).map((field): [string, string] => [field, `"${keyColumn(field)}"`]),
  ]);
}

/** Fields with a key column, `_id` apart. */
export function indexedFields(indexes: readonly IndexDeclaration[]): string[] {
  const named = indexes.flatMap((index) => [...Object.keys(index.keys), ...Object.keys(index.partial ?? {})]);
  return [...new Set(named)].filter((field) => field !== '_id');
}

/** The indexes that were last created here. */
export function createdIndexes(sql: Sql): readonly IndexDeclaration[] {
  const row = firstRow(sql, 'SELECT indexes FROM declared WHERE format = ?', keyFormat);
  return row === undefined ? [] : (JSON.parse(String(row['indexes'])) as IndexDeclaration[]);
}

/**
 * Makes the indexes equal to the declaration: drops what is no longer declared, builds what is new or changed, leaves the
 * rest alone. Whole or not at all. Throws BadRequest for a malformed declaration or stored documents that cannot be indexed.
 */
export function applyDeclaration(sql: Sql, declaration: CollectionDeclaration): void {
  const wanted = declaration.indexes;
  const present = createdIndexes(sql);
  if (JSON.stringify(present) === JSON.stringify(wanted) && firstRow(sql, 'SELECT 1 FROM declared') !== undefined)
    return;
  wanted.forEach(assertWellFormed);

  sql.transaction(() => {
    const kept = new Set(present.map((index) => JSON.stringify(index)));
    const existing = [
      ...sql.exec("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'documents'"),
    ];
    for (const { name } of existing) {
      const same = wanted.some((index) => index.name === name && kept.has(JSON.stringify(index)));
      if (!same) execute(sql, `DROP INDEX "${String(name)}"`);
    }
    for (const field of indexedFields(wanted)) addKeyColumn(sql, field);
    const columns = keyColumns(wanted);
    for (const index of wanted) {
      const on = Object.entries(index.keys).map(
        ([field, direction]) => `${columns.get(field) ?? ''} ${direction === -1 ? 'DESC' : 'ASC'}`,
      );
      const where = index.partial === undefined ? '' : ` WHERE ${partialCondition(index.partial, columns)}`;
      execute(
        sql,
        `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS "${index.name}" ON documents (${on.join(', ')})${where}`,
      );
    }
    execute(
      sql,
      'INSERT OR REPLACE INTO declared (only, format, indexes) VALUES (1, ?, ?)',
      keyFormat,
      JSON.stringify(wanted),
    );
  });
}

/** Throws BadRequest when a field that is indexed holds what has no key: arrays above all (ADR 0008). */
export function assertIndexable(document: Document, fields: readonly string[]): void {
  for (const field of fields) {
    let value: unknown = document;
    for (const part of field.split('.')) {
      if (Array.isArray(value)) break;
      value = isPlain(value) ? value[part] : undefined;
    }
    if (kindOf(value) !== undefined) continue;
    const what = Array.isArray(value) ? 'an array' : 'a value of a type that cannot be indexed';
    throw new BadRequest(`the indexed field ${field} holds ${what}: indexed values are scalars`);
  }
}

/** The unique index that a failed write ran into, by the columns that SQLite names in its message. */
export function violatedIndex(message: string, indexes: readonly IndexDeclaration[]): string | undefined {
  const named = /UNIQUE constraint failed: (.+?)(?:: SQLITE_CONSTRAINT.*)?$/.exec(message)?.[1];
  if (named === undefined) return undefined;
  const columns = named
    .split(', ')
    .map((column) => column.replace(/^documents\./, ''))
    .join();
  if (columns === 'id') return '_id_';
  return indexes.find(
    (index) =>
      index.unique &&
      Object.keys(index.keys)
        .map((field) => (field === '_id' ? 'id' : keyColumn(field)))
        .join() === columns,
  )?.name;
}

function addKeyColumn(sql: Sql, field: string): void {
  const column = keyColumn(field);
  if (firstRow(sql, "SELECT 1 FROM pragma_table_xinfo('documents') WHERE name = ?", column) !== undefined) return;
  if (firstRow(sql, `SELECT 1 FROM documents WHERE ${notIndexableCondition(field)} LIMIT 1`) !== undefined) {
    throw new BadRequest(`the field ${field} cannot be indexed: a stored document holds an array or a document there`);
  }
  // Virtual: computed from the body when it is indexed or compared, never stored twice, and true for old documents at once.
  execute(sql, `ALTER TABLE documents ADD COLUMN "${column}" GENERATED ALWAYS AS (${keyExpression(field)}) VIRTUAL`);
}

function assertWellFormed(index: IndexDeclaration): void {
  if (!indexName.test(index.name)) throw new BadRequest(`malformed index name: ${index.name}`);
  const fields = Object.keys(index.keys);
  for (const field of [...fields, ...Object.keys(index.partial ?? {})]) {
    if (!fieldPath.test(field)) throw new BadRequest(`index ${index.name} names a malformed field: ${field}`);
  }
  if (fields.length === 0) throw new BadRequest(`index ${index.name} has no keys`);
  if (index.expireAfterSeconds !== undefined && fields.length !== 1)
    throw new BadRequest(`a TTL index has one key: ${index.name}`);
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
