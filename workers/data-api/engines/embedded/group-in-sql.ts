import type { EjsonDocument } from '#shared/data-api';
import type { Document } from '../../ejson.ts';
import type { SqlRow } from './sql.ts';

/**
 * A `$group` as SQL. It is exact for documents that hold plain values where the group looks; SQL counts the others (`odd`),
 * and where there is one the answer is not to be used.
 */
export interface GroupInSql {
  /** The statement over the documents that a condition (` WHERE …`, or nothing) leaves. */
  statement: (where: string) => string;
  /** The groups that the rows stand for, as EJSON; undefined where one document was odd. */
  groupsOf: (rows: Iterable<SqlRow>) => EjsonDocument[] | undefined;
}

/** A value in SQL, and the condition under which it is what MongoDB would compute. */
interface Term {
  fields: readonly string[];
  value: string;
  plain: string;
}

interface Key extends Term {
  read: (column: string) => EjsonDocument[string];
}

const fieldReference = /^\$[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const resultName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Formats that are a beginning of the text in which dates are stored, by its length. */
const lengthOfFormat = new Map([
  ['%Y', 4],
  ['%Y-%m', 7],
  ['%Y-%m-%d', 10],
  ['%Y-%m-%dT%H', 13],
  ['%Y-%m-%dT%H:%M', 16],
  ['%Y-%m-%dT%H:%M:%S', 19],
]);
/** Where the date begins in `{"$date":"2026-01-01T00:00:00.000Z"}`, counted from 1. */
const dateAt = 11;

/**
 * Translates a group by fields and by `$dateToString` with sums of whole numbers, of ones and of differences of dates;
 * undefined for every other group.
 */
export function groupInSql(group: unknown): GroupInSql | undefined {
  if (!isPlain(group) || !('_id' in group)) return undefined;
  const { _id: by, ...accumulators } = group;
  const keys = keysOf(by);
  const sums = Object.entries(accumulators).map(([name, accumulator]) => ({ name, term: sumOf(name, accumulator) }));
  if (keys === undefined || !sums.every(hasTerm)) return undefined;

  const terms = [...keys.map(({ key }) => key), ...sums.map(({ term }) => term)];
  const fields = [...new Set(terms.flatMap((term) => term.fields))];
  // Sums of doubles are exact up to here, and only so far does the order of the addends not matter.
  const tooGreat = sums.map(({ term }) => `total(abs(${term.value})) > ${Number.MAX_SAFE_INTEGER}`);
  const isPlainRow = terms.map(({ plain }) => `(${plain})`).join(' AND ') || '1';
  const columns = [
    'count(*) AS n',
    `(${[`total(NOT coalesce(${isPlainRow}, 0)) > 0`, ...tooGreat].join(' OR ')}) AS odd`,
    ...keys.map(({ key }, at) => `${key.value} AS k${at}`),
    ...sums.map(({ term }, at) => `total(${term.value}) AS s${at}`),
  ].join(', ');
  const groupBy = keys.length === 0 ? '' : ` GROUP BY ${keys.map((_, at) => `k${at}`).join(', ')}`;
  // Each field is taken out of the document once; all that follows looks at its short text.
  const texts = fields.map((field) => `body -> ${pathOf(field)} AS ${textOf(field)}`).join(', ') || '1';
  return {
    statement: (where) =>
      `WITH fields AS MATERIALIZED (SELECT ${texts} FROM documents${where}) SELECT ${columns} FROM fields${groupBy}`,
    groupsOf: (rows) => {
      const groups: EjsonDocument[] = [];
      let isOdd = false;
      // All rows are read, even after an odd one: see Sql.exec.
      for (const row of rows) {
        if (row['odd'] === 1) isOdd = true;
        // Without keys SQL makes a row of nothing, MongoDB no group.
        if (isOdd || row['n'] === 0) continue;
        const values = keys.map(({ name, key }, at) => [name, key.read(String(row[`k${at}`]))] as const);
        const _id =
          by === null ? null : typeof by === 'object' && !isDateText(by) ? Object.fromEntries(values) : values[0]?.[1];
        groups.push({
          _id: _id ?? null,
          ...Object.fromEntries(sums.map(({ name }, at) => [name, Number(row[`s${at}`])])),
        });
      }
      return isOdd ? undefined : groups;
    },
  };
}

function keysOf(by: unknown): { name: string; key: Key }[] | undefined {
  if (by === null) return [];
  const single = keyOf(by);
  if (single !== undefined) return [{ name: '_id', key: single }];
  if (!isPlain(by) || Object.keys(by).length === 0) return undefined;
  const keys = Object.entries(by).map(([name, part]) => ({
    name,
    key: resultName.test(name) ? keyOf(part) : undefined,
  }));
  return keys.every(hasKey) ? keys : undefined;
}

function keyOf(expression: unknown): Key | undefined {
  if (isReference(expression)) {
    const text = textOf(expression);
    return {
      fields: [expression],
      // Numbers, strings, booleans and ObjectIds have one JSON text each, so equal texts are equal values.
      value: text,
      plain: `${text} GLOB '[-0-9"tf]*' OR ${text} GLOB '{"$oid":"*'`,
      read: (column) => JSON.parse(column) as EjsonDocument[string],
    };
  }
  if (!isDateText(expression)) return undefined;
  const { date, format, ...others } = expression.$dateToString;
  const length = typeof format === 'string' ? lengthOfFormat.get(format) : undefined;
  if (length === undefined || !isReference(date) || Object.keys(others).length > 0) return undefined;
  return {
    fields: [date],
    value: `substr(${textOf(date)}, ${dateAt}, ${length})`,
    plain: isStoredDate(date),
    read: (column) => column,
  };
}

function sumOf(name: string, accumulator: unknown): Term | undefined {
  if (!resultName.test(name) || !isPlain(accumulator) || Object.keys(accumulator).join() !== '$sum') return undefined;
  const summed = accumulator['$sum'];
  if (Number.isSafeInteger(summed)) return { fields: [], value: String(summed), plain: '1' };
  if (isReference(summed)) {
    const text = textOf(summed);
    return {
      fields: [summed],
      // What is no number adds nothing.
      value: `CASE WHEN ${text} GLOB '[-0-9]*' THEN CAST(${text} AS NUMERIC) ELSE 0 END`,
      plain: `${text} IS NULL OR NOT (${text} GLOB '[-0-9]*[.eE]*' OR ${text} GLOB '[[{]*')`,
    };
  }
  const difference = isPlain(summed) && Object.keys(summed).join() === '$subtract' ? summed['$subtract'] : undefined;
  if (!Array.isArray(difference) || difference.length !== 2) return undefined;
  const [from, less]: unknown[] = difference;
  if (!isReference(from) || !isReference(less)) return undefined;
  return {
    fields: [from, less],
    value: `(${millisecondsOf(from)} - ${millisecondsOf(less)})`,
    plain: `${isStoredDate(from)} AND ${isStoredDate(less)}`,
  };
}

/** Milliseconds since 1970 of a stored date; whole seconds and the rest apart, so that nothing is rounded. */
function millisecondsOf(reference: string): string {
  const text = textOf(reference);
  return `(unixepoch(substr(${text}, ${dateAt}, 19)) * 1000 + CAST(substr(${text}, ${dateAt + 20}, 3) AS INTEGER))`;
}

/** A date outside the ISO years is stored as a number, and is none of these. */
const isStoredDate = (reference: string): string =>
  `${textOf(reference)} GLOB '{"$date":"*' AND length(${textOf(reference)}) = ${'{"$date":"2026-01-01T00:00:00.000Z"}'.length}`;
const textOf = (reference: string): string => `"${reference}"`;
const pathOf = (reference: string): string =>
  `'$${reference
    .slice(1)
    .split('.')
    .map((part) => `."${part}"`)
    .join('')}'`;
const hasTerm = (sum: { name: string; term: Term | undefined }): sum is { name: string; term: Term } =>
  sum.term !== undefined;
const hasKey = (part: { name: string; key: Key | undefined }): part is { name: string; key: Key } =>
  part.key !== undefined;
const isReference = (value: unknown): value is string => typeof value === 'string' && fieldReference.test(value);
const isDateText = (value: unknown): value is { $dateToString: Document } =>
  isPlain(value) && Object.keys(value).join() === '$dateToString' && isPlain(value['$dateToString']);
const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
