import { Binary } from 'bson';
import { isObjectId } from '../../ejson.ts';

// MongoDB's order of types. What is not listed (rare types) comes last.
const ranks = ['null', 'number', 'string', 'document', 'array', 'binary', 'objectId', 'bool', 'date', 'regex'] as const;
type Rank = (typeof ranks)[number] | 'other';

/** Compares two values of any type as MongoDB does: first by type, then by value. Missing is null. */
export function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const difference = position(rank) - position(rankOf(b));
  if (difference !== 0) return difference;
  switch (rank) {
    case 'null':
      return 0;
    case 'number':
      return compareNumbers(Number(a), Number(b));
    case 'bool':
    case 'date':
      return Number(a) - Number(b);
    case 'string':
      return compareText(String(a), String(b));
    case 'array':
      return compareLists(a as unknown[], b as unknown[]);
    case 'document':
      return compareDocuments(a as object, b as object);
    case 'objectId':
    case 'binary':
    case 'regex':
    case 'other':
    case 'emptyList':
      return compareText(String(a), String(b));
  }
}

/** Whether two values are of one type, so that `$gt` and the like compare them. */
export const areComparable = (a: unknown, b: unknown): boolean => rankOf(a) === rankOf(b);

/** Compares documents by a sort: an array counts with its least element upwards, its greatest downwards. */
export function comparatorOf(sort: Readonly<Record<string, unknown>>): (a: object, b: object) => number {
  const terms = Object.entries(sort).map(([field, direction]) => ({ path: field.split('.'), down: direction === -1 }));
  return (a, b) => {
    for (const { path, down } of terms) {
      const order = compareValues(sortValue(a, path, down), sortValue(b, path, down));
      if (order !== 0) return down ? -order : order;
    }
    return 0;
  };
}

/** The order of UTF-8 bytes, which is MongoDB's and SQLite's; JavaScript's own differs beyond the basic plane. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return planeOrder(left) - planeOrder(right);
  }
  return a.length - b.length;
}

// Only a sort meets it, see `sortValue`.
const emptyList = Symbol('an empty array');

function sortValue(document: object, path: readonly string[], down: boolean): unknown {
  const found = path.reduce<unknown>((value, part) => valueAt(value, part), document);
  if (!Array.isArray(found)) return found;
  // An empty array comes before null, which no value of a document can; the lowest rank there is stands for it.
  if (found.length === 0) return emptyList;
  return found.reduce((best: unknown, item: unknown) => (compareValues(item, best) < 0 === down ? best : item));
}

function valueAt(value: unknown, part: string): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return /^\d+$/.test(part) ? items[Number(part)] : items.flatMap((item) => valueAt(item, part) ?? []);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined;
}

function rankOf(value: unknown): Rank | 'emptyList' {
  if (value === emptyList) return 'emptyList';
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  if (isObjectId(value)) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Binary) return 'binary';
  return typeof value === 'object' && '_bsontype' in value ? 'other' : 'document';
}

function position(rank: Rank | 'emptyList'): number {
  if (rank === 'emptyList') return -1;
  return rank === 'other' ? ranks.length : ranks.indexOf(rank);
}

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareValues(a[at], b[at]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareDocuments(a: object, b: object): number {
  const right = Object.entries(b);
  const left = Object.entries(a);
  for (const [at, [field, value]] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order =
      position(rankOf(value)) - position(rankOf(other[1])) ||
      compareText(field, other[0]) ||
      compareValues(value, other[1]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

// Surrogates (which stand for what lies beyond the basic plane) sort after everything else in UTF-8.
const planeOrder = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
