import { hasIsoForm, isObjectId } from '../../ejson.ts';

/**
 * Sort keys: one SQLite value per indexed field, in the order in which MongoDB compares values of all types.
 *
 * SQLite orders numbers before text before blobs, as BSON does, so a number and a string are their own keys; null and a
 * missing field are minus infinity; an ObjectId, a boolean and a date are blobs that begin with a digit for their type.
 * (SQLite's NULL would not do: it is never equal to itself in a unique index, whereas for MongoDB all nulls are one value.)
 * The same keys are made here for values in a request, and by `keyExpression` in SQL for stored documents.
 */
export type SortKey = number | string | Uint8Array;

/** The types that an indexed field may hold. */
export type KeyKind = 'null' | 'number' | 'string' | 'objectId' | 'bool' | 'date';

export const nullKey = Number.NEGATIVE_INFINITY;
const nullLiteral = '-9e999';

/** SQL literals between which all keys of a type lie: `from` inclusive (exclusive for numbers), `to` exclusive. */
export const brackets: Readonly<
  Record<Exclude<KeyKind, 'null'>, { from: string; fromOperator: '>' | '>='; to: string }>
> = {
  number: { from: nullLiteral, fromOperator: '>', to: "''" },
  string: { from: "''", fromOperator: '>=', to: "x''" },
  objectId: { from: "x'37'", fromOperator: '>=', to: "x'38'" },
  bool: { from: "x'38'", fromOperator: '>=', to: "x'39'" },
  date: { from: "x'39'", fromOperator: '>=', to: "x'3a'" },
};

/** The type of a value if an indexed field may hold it. Not finite numbers and dates without ISO form are left out. */
export function kindOf(value: unknown): KeyKind | undefined {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : undefined;
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (isObjectId(value)) return 'objectId';
  if (value instanceof Date) return hasIsoForm(value) ? 'date' : undefined;
  return undefined;
}

/** The key of a value, undefined where it has none. */
export function sortKey(value: unknown): SortKey | undefined {
  if (value === null || value === undefined) return nullKey;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value === 'string') return value;
  const text = blobText(value);
  return text === undefined ? undefined : bytes(text);
}

/** The key of a date in a comparison: what lies outside the ISO years is smaller or greater than all that is stored. */
export function dateBound(date: Date): SortKey {
  return sortKey(date) ?? bytes(date.getTime() < 0 ? '9' : '9:');
}

/** The key as text in SQL, for partial indexes (SQLite proves nothing from a bound value). */
export function keyLiteral(key: SortKey): string {
  if (key === nullKey) return nullLiteral;
  if (typeof key === 'number') return String(key);
  if (typeof key === 'string') return `'${key.replaceAll("'", "''")}'`;
  return `x'${[...key].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
}

/**
 * The SQL expression that makes the key of a field (`a.b`) from the JSON text in `body`.
 * Arrays and documents are refused before they are stored (`assertIndexable`), so they have no branch here.
 */
export function keyExpression(field: string): string {
  const path = jsonPath(field);
  const at = (inner = ''): string => `body ->> ${quoted(path + inner)}`;
  return `CASE json_type(body, ${quoted(path)})
    WHEN 'integer' THEN ${at()} WHEN 'real' THEN ${at()} WHEN 'text' THEN ${at()}
    WHEN 'true' THEN x'3831' WHEN 'false' THEN x'3830'
    WHEN 'object' THEN CAST(coalesce('7' || (${at('."$oid"')}), '9' || (${at('."$date"')})) AS BLOB)
    ELSE ${nullLiteral} END`;
}

/** The SQL condition under which a stored field cannot be indexed: an array, or a document that is no ObjectId or date. */
export function notIndexableCondition(field: string): string {
  const path = jsonPath(field);
  const type = (inner = ''): string => `json_type(body, ${quoted(path + inner)})`;
  return `(${type()} = 'array' OR (${type()} = 'object' AND ${type('."$oid"')} IS NOT 'text' AND ${type('."$date"')} IS NOT 'text'))`;
}

/** The key of `_id`. A document as `_id` has the key of its JSON text: good for equality, not for ranges. */
export function idKey(id: unknown, ejson: unknown): SortKey {
  return sortKey(id) ?? bytes(`3${JSON.stringify(ejson)}`);
}

function blobText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '81' : '80';
  if (isObjectId(value)) return `7${value.toHexString()}`;
  if (value instanceof Date && hasIsoForm(value)) return `9${value.toISOString()}`;
  return undefined;
}

const encoder = new TextEncoder();
const bytes = (text: string): Uint8Array => encoder.encode(text);
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const jsonPath = (field: string): string =>
  `$${field
    .split('.')
    .map((part) => `."${part}"`)
    .join('')}`;
