import type { IndexDeclaration } from '#shared/data-api';
import type { Document } from '../../ejson.ts';
import { brackets, dateBound, type KeyKind, keyLiteral, kindOf, nullKey, type SortKey, sortKey } from './sort-keys.ts';
import type { SqlValue } from './sql.ts';

/**
 * What SQL can say about a filter. The rows it leaves are all that can match (a superset of what does); `exact` says that
 * they are precisely those, so that counting and skipping may happen in SQL too.
 */
export interface Narrowing {
  /** A condition for WHERE, empty when SQL has nothing to say. */
  where: string;
  bindings: SqlValue[];
  exact: boolean;
}

/** Where the keys of indexed fields are: the SQL column by field path. `_id` is always among them. */
export type KeyColumns = ReadonlyMap<string, string>;

type PartialFilter = NonNullable<IndexDeclaration['partial']>;
type Bound = { operator: '>' | '>=' | '<' | '<='; key: SortKey; kind: KeyKind };

/** What a conjunction of conditions says about one field, as far as its keys can tell. */
interface FieldFacts {
  equals: SortKey[];
  among: SortKey[][];
  bounds: Bound[];
  kinds: Exclude<KeyKind, 'null'>[];
  /** Types to which the value is known to belong, for partial indexes. */
  knownKind?: KeyKind;
}

const nothing: Narrowing = { where: '', bindings: [], exact: false };

/**
 * Translates the part of a filter that concerns indexed fields. `partials` are the conditions of partial indexes: one that
 * the filter implies is added in the index's own words, without which SQLite would not use that index.
 */
export function pushDown(filter: Document, columns: KeyColumns, partials: readonly PartialIndex[] = []): Narrowing {
  const facts = new Map<string, FieldFacts>();
  const alternatives: Narrowing[] = [];
  let exact = true;

  const learn = (conditions: Document): void => {
    for (const [name, condition] of Object.entries(conditions)) {
      if (name === '$and' && isListOfDocuments(condition)) condition.forEach(learn);
      else if (name === '$or' && isListOfDocuments(condition)) alternatives.push(either(condition, columns));
      else if (name.startsWith('$') || !columns.has(name)) exact = false;
      else exact = learnField(factsOf(facts, name), condition) && exact;
    }
  };
  learn(filter);

  // What is asked by key is found by key. SQLite, which does not know how many documents there are of what, may think that
  // any equality beats a list of keys, and then walks through all that are `live`: a plus keeps a column's indexes out of it.
  const key = facts.get('_id');
  const byKey = key !== undefined && key.equals.length + key.among.length > 0;
  const columnOf = (field: string): string => (byKey && field !== '_id' ? '+' : '') + (columns.get(field) ?? '');

  const isFixed = (field: string, key: SortKey): boolean =>
    facts.get(field)?.knownKind === 'bool' ||
    partials.some(({ wanted }) =>
      wanted.some((one) => one.field === field && one.key !== undefined && isSameKey(one.key, key)),
    );
  const parts = [
    ...[...facts].map(([field, known]) => fieldCondition(columnOf(field), known, (key) => isFixed(field, key))),
    ...alternatives.filter(({ where }) => where !== ''),
  ].filter(({ where }) => where !== '');
  const implied = byKey
    ? []
    : partials.filter(({ wanted }) => implies(facts, wanted)).map(({ condition }) => condition);
  return {
    where: [...parts.map(({ where }) => where), ...implied].join(' AND '),
    bindings: parts.flatMap(({ bindings }) => bindings),
    exact: exact && alternatives.every((alternative) => alternative.exact),
  };
}

/** ORDER BY for a sort whose every field has a key column, undefined when SQL cannot give that order. */
export function orderBy(sort: Readonly<Record<string, unknown>>, columns: KeyColumns): string | undefined {
  const terms = Object.entries(sort).map(([field, direction]) => {
    const column = columns.get(field);
    return column === undefined ? undefined : `${column} ${direction === -1 ? 'DESC' : 'ASC'}`;
  });
  return terms.includes(undefined) ? undefined : terms.join(', ');
}

/** The condition of a partial index in its own words, and what a filter must say to imply it. */
export interface PartialIndex {
  condition: string;
  wanted: readonly { field: string; kind?: KeyKind; key?: SortKey }[];
}

/** What `pushDown` needs of a partial index, made once. */
export const partialIndex = (partial: PartialFilter, columns: KeyColumns): PartialIndex => ({
  condition: partialCondition(partial, columns),
  wanted: Object.entries(partial).map(([field, wanted]) =>
    typeof wanted === 'object' ? { field, kind: wanted.$type } : { field, key: sortKey(wanted) ?? nullKey },
  ),
});

/** The condition of a partial index, in the words in which the index is created. */
export function partialCondition(partial: PartialFilter, columns: KeyColumns): string {
  return Object.entries(partial)
    .map(([field, wanted]) => {
      const column = columns.get(field) ?? '';
      if (typeof wanted === 'object') return bracket(column, wanted.$type);
      return `${column} = ${keyLiteral(sortKey(wanted) ?? nullKey)}`;
    })
    .join(' AND ');
}

/** Literal beginnings of a regular expression (`^abc` gives `abc`), empty when it is not anchored or ignores case. */
export function literalPrefix(pattern: RegExp): string {
  if (!pattern.source.startsWith('^') || /[im]/.test(pattern.flags) || pattern.source.includes('|')) return '';
  let prefix = '';
  for (let at = 1; at < pattern.source.length; at++) {
    let character = pattern.source.charAt(at);
    if (character === '\\') {
      const escaped = pattern.source.charAt(++at);
      if (/[a-z0-9]/i.test(escaped)) break; // \d, \b, \1: no literals
      character = escaped;
    } else if ('.[](){}^$*+?'.includes(character)) {
      break;
    }
    // A character that may be absent is no part of the beginning.
    if ('*?{'.includes(pattern.source.charAt(at + 1) || ' ')) break;
    prefix += character;
  }
  return prefix.isWellFormed() ? prefix : '';
}

/** The smallest string that is greater than every string beginning with `prefix`; undefined if there is none. */
export function afterPrefix(prefix: string): string | undefined {
  const characters = Array.from(prefix);
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const code = last.codePointAt(0) ?? 0;
    if (code < 0x10ffff) return characters.join('') + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1);
  }
  return undefined;
}

function either(branches: readonly Document[], columns: KeyColumns): Narrowing {
  const narrowed = branches.map((branch) => pushDown(branch, columns));
  // One branch about which SQL knows nothing may let any document through.
  if (narrowed.some(({ where }) => where === '')) return nothing;
  return {
    where: `(${narrowed.map(({ where }) => `(${where})`).join(' OR ')})`,
    bindings: narrowed.flatMap(({ bindings }) => bindings),
    exact: narrowed.every((branch) => branch.exact),
  };
}

/** Adds what a condition says about its field; answers whether that is all it says. */
function learnField(facts: FieldFacts, condition: unknown): boolean {
  if (condition instanceof RegExp) return learnPrefix(facts, condition);
  if (!isOperators(condition)) return learnOperator(facts, '$eq', condition, {});
  return Object.entries(condition)
    .map(([operator, operand]) => learnOperator(facts, operator, operand, condition))
    .every(Boolean);
}

function learnOperator(facts: FieldFacts, operator: string, operand: unknown, whole: Document): boolean {
  switch (operator) {
    case '$eq': {
      const key = sortKey(operand);
      if (key === undefined) return false;
      facts.equals.push(key);
      know(facts, kindOf(operand));
      return true;
    }
    case '$in': {
      if (!Array.isArray(operand)) return false;
      const keys = operand.map(sortKey);
      if (keys.includes(undefined)) return false; // a pattern or a document among them
      facts.among.push(keys as SortKey[]);
      const kinds = new Set(operand.map(kindOf));
      if (kinds.size === 1) know(facts, [...kinds][0]);
      return true;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return learnBound(facts, sqlOperators[operator], operand);
    case '$exists':
      // A present null has the key of a missing field, so this is not the whole answer.
      if (operand === false) facts.equals.push(nullKey);
      return false;
    case '$type':
      if (
        operand !== 'string' &&
        operand !== 'date' &&
        operand !== 'objectId' &&
        operand !== 'bool' &&
        operand !== 'number'
      )
        return false;
      facts.kinds.push(operand);
      know(facts, operand);
      return true;
    case '$regex':
      return learnPattern(facts, operand, whole['$options']);
    case '$options':
      return '$regex' in whole;
    default:
      return false;
  }
}

function learnBound(facts: FieldFacts, operator: Bound['operator'], operand: unknown): boolean {
  if (operand instanceof Date) {
    facts.bounds.push({ operator, key: dateBound(operand), kind: 'date' });
    know(facts, 'date');
    return true;
  }
  const kind = kindOf(operand);
  const key = sortKey(operand);
  if (kind === undefined || kind === 'null' || key === undefined) return false;
  facts.bounds.push({ operator, key, kind });
  know(facts, kind);
  return true;
}

function learnPattern(facts: FieldFacts, pattern: unknown, options: unknown): false {
  if (pattern instanceof RegExp) return learnPrefix(facts, pattern);
  if (typeof pattern !== 'string') return false;
  try {
    return learnPrefix(facts, new RegExp(pattern, typeof options === 'string' ? options.replace(/[^ims]/g, '') : ''));
  } catch {
    // A malformed pattern narrows nothing; the matcher refuses it with a message.
    return false;
  }
}

function learnPrefix(facts: FieldFacts, pattern: RegExp): false {
  const prefix = literalPrefix(pattern);
  if (prefix !== '') {
    facts.bounds.push({ operator: '>=', key: prefix, kind: 'string' });
    const after = afterPrefix(prefix);
    if (after !== undefined) facts.bounds.push({ operator: '<', key: after, kind: 'string' });
    know(facts, 'string');
  }
  return false;
}

/** `isFixed` tells which keys are written out: SQLite plans a statement anew for each value that is compared with an index's condition. */
function fieldCondition(column: string, facts: FieldFacts, isFixed: (key: SortKey) => boolean): Narrowing {
  const conditions: string[] = [];
  const bindings: SqlValue[] = [];

  for (const key of facts.equals) {
    if (isFixed(key)) {
      conditions.push(`${column} = ${keyLiteral(key)}`);
      continue;
    }
    conditions.push(`${column} = ?`);
    bindings.push(key);
  }
  for (const keys of facts.among) {
    const list = membership(column, keys);
    conditions.push(list.where);
    bindings.push(...list.bindings);
  }
  for (const { operator, key } of facts.bounds) {
    conditions.push(`${column} ${operator} ?`);
    bindings.push(key);
  }
  // A comparison is with values of its own type only. An end that another bound closes needs no bracket: SQLite takes one
  // lower and one upper bound into an index, and the bracket would be the wider one.
  for (const kind of new Set(facts.bounds.map((bound) => bound.kind))) {
    if (kind === 'null') continue;
    const closed = (ends: readonly string[]): boolean =>
      facts.bounds.some((bound) => bound.kind === kind && ends.includes(bound.operator));
    const { from, fromOperator, to } = brackets[kind];
    if (!closed(['>', '>='])) conditions.push(`${column} ${fromOperator} ${from}`);
    if (!closed(['<', '<='])) conditions.push(`${column} < ${to}`);
  }
  for (const kind of facts.kinds) conditions.push(bracket(column, kind));
  return { where: conditions.join(' AND '), bindings, exact: true };
}

/** `$in` with at most two bindings however long the list is: a statement takes a hundred. */
function membership(column: string, keys: readonly SortKey[]): { where: string; bindings: SqlValue[] } {
  const plain = keys.filter((key) => typeof key !== 'object');
  const blobs = keys.filter((key) => typeof key === 'object');
  if (keys.length <= 3)
    return { where: keys.length === 0 ? '0' : `${column} IN (${keys.map(() => '?').join(', ')})`, bindings: [...keys] };
  const lists = [
    ...(plain.length > 0 ? ['SELECT value FROM json_each(?)'] : []),
    ...(blobs.length > 0 ? ['SELECT CAST(value AS BLOB) FROM json_each(?)'] : []),
  ];
  return {
    where: `${column} IN (${lists.join(' UNION ALL ')})`,
    bindings: [
      ...(plain.length > 0 ? [jsonList(plain)] : []),
      ...(blobs.length > 0 ? [jsonList(blobs.map((key) => decoder.decode(key)))] : []),
    ],
  };
}

function implies(facts: ReadonlyMap<string, FieldFacts>, wanted: PartialIndex['wanted']): boolean {
  return wanted.every(({ field, kind, key }) => {
    const known = facts.get(field);
    if (known === undefined) return false;
    return key === undefined ? known.knownKind === kind : known.equals.some((one) => isSameKey(one, key));
  });
}

/** Two keys of the same value; those that are blobs are short texts. */
const isSameKey = (one: SortKey, other: SortKey): boolean =>
  typeof one === 'object' && typeof other === 'object'
    ? one.length === other.length && one.every((byte, at) => byte === other[at])
    : one === other;

function factsOf(all: Map<string, FieldFacts>, field: string): FieldFacts {
  const known = all.get(field) ?? { equals: [], among: [], bounds: [], kinds: [] };
  all.set(field, known);
  return known;
}

function know(facts: FieldFacts, kind: KeyKind | undefined): void {
  if (kind !== undefined) facts.knownKind = kind;
}

function bracket(column: string, kind: Exclude<KeyKind, 'null'>): string {
  const { from, fromOperator, to } = brackets[kind];
  return `${column} ${fromOperator} ${from} AND ${column} < ${to}`;
}

const sqlOperators = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;
const decoder = new TextDecoder();
const jsonList = (values: readonly (number | string)[]): string =>
  `[${values.map((value) => (value === nullKey ? '-9e999' : JSON.stringify(value))).join(',')}]`;
const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const isOperators = (value: unknown): value is Document =>
  isPlain(value) && Object.keys(value).some((name) => name.startsWith('$'));
const isListOfDocuments = (value: unknown): value is Document[] =>
  Array.isArray(value) && value.length > 0 && value.every(isPlain);
