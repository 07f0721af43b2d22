import { ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { sqlInNode } from '../../../../test/data-api/sql-in-node.ts';
import { type Document, documentToEjson } from '../../ejson.ts';
import { comparatorOf } from './compare-values.ts';
import { applyDeclaration, createTables, keyColumns } from './indexes.ts';
import { matcherOf } from './matching.ts';
import { afterPrefix, literalPrefix, orderBy, partialIndex, pushDown } from './push-down.ts';
import { sortKey } from './sort-keys.ts';
import { execute } from './sql.ts';

const indexes = [{ name: 'all', keys: { a: 1, b: -1, 'c.d': 1 } }] as const;
const columns = keyColumns(indexes);

/** Always the same "random" numbers (mulberry32), so that a failure can be repeated. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const values: readonly unknown[] = [
  undefined,
  null,
  0,
  1,
  2,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  '',
  'a',
  'ab',
  'abc',
  'b',
  'å',
  '😀',
  '\uffee',
  "it's",
  true,
  false,
  new Date(0),
  new Date('2026-01-01T00:00:00Z'),
  new Date('2026-01-01T00:00:00.500Z'),
  new Date('1900-05-05T05:05:05.005Z'),
  ObjectId.createFromHexString('000000000000000000000001'),
  ObjectId.createFromHexString('ffffffffffffffffffffffff'),
];

describe('what SQL says about a filter', () => {
  const random = numbersFrom(20_261_123);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const value = (): unknown => pick(values);
  const present = (): unknown => pick(values.filter((candidate) => candidate !== undefined));
  const comparable = (): unknown => pick(values.filter((candidate) => candidate !== undefined && candidate !== null));

  const sql = sqlInNode();
  createTables(sql);
  applyDeclaration(sql, { name: 'tried', indexes });
  const documents: Document[] = Array.from({ length: 400 }, (_, _id) => ({
    _id,
    a: value(),
    b: value(),
    c: random() < 0.2 ? 7 : { d: value() },
    other: pick([1, 2]),
  }));
  for (const document of documents) {
    execute(
      sql,
      'INSERT INTO documents (id, body) VALUES (?, ?)',
      sortKey(document['_id']) ?? 0,
      JSON.stringify(documentToEjson(document)),
    );
  }

  function condition(): unknown {
    switch (Math.floor(random() * 9)) {
      case 0:
        return present();
      case 1:
        return { $in: Array.from({ length: Math.floor(random() * 7) }, present) };
      case 2:
        return { $gt: comparable() };
      case 3:
        return { $gte: comparable(), $lt: comparable() };
      case 4:
        return { $lte: comparable() };
      case 5:
        return { $ne: present() };
      case 6:
        return { $exists: random() < 0.5 };
      case 7:
        return { $type: pick(['string', 'number', 'date', 'bool', 'objectId']) };
      default:
        return pick([/^a/, /^ab?/, /^(a|b)/, /b/, /^A/i, { $regex: '^a.' }, { $not: { $gt: 1 } }]);
    }
  }
  function filter(depth = 0): Document {
    const fields = Object.fromEntries(
      ['a', 'b', 'c.d', 'other'].filter(() => random() < 0.4).map((field) => [field, condition()]),
    );
    if (depth < 2 && random() < 0.3)
      return { ...fields, [pick(['$and', '$or'])]: [filter(depth + 1), filter(depth + 1)] };
    return fields;
  }

  const found = (where: string, bindings: readonly (string | number | null | Uint8Array)[], order = ''): unknown[] =>
    Array.from(sql.exec(`SELECT id FROM documents${where && ` WHERE ${where}`}${order}`, ...bindings), ({ id }) => id);

  test('leaves in every document that matches, and where it claims to be exact no other', () => {
    let exact = 0;
    for (let n = 0; n < 1_000; n++) {
      const wanted = filter();
      const matches = matcherOf(wanted);
      const expected = documents.filter(matches).map(({ _id }) => _id);
      const narrowing = pushDown(wanted, columns);
      const left = found(narrowing.where, narrowing.bindings);
      expect({ wanted, left }).toEqual({ wanted, left: expect.arrayContaining(expected) as unknown });
      if (!narrowing.exact) continue;
      exact++;
      expect({ wanted, count: left.length }).toEqual({ wanted, count: expected.length });
    }
    // The claim is not an empty one.
    expect(exact).toBeGreaterThan(150);
  }, 30_000);

  test('orders as MongoDB does, whatever the types', () => {
    for (const sort of [
      { a: 1, _id: 1 },
      { b: -1, _id: 1 },
      { 'c.d': 1, a: -1, _id: -1 },
    ]) {
      const expected = documents.toSorted(comparatorOf(sort)).map(({ _id }) => _id);
      expect(found('', [], ` ORDER BY ${orderBy(sort, columns) ?? ''}`)).toEqual(expected);
    }
  });

  test('writes out what the condition of a partial index is compared with, so that one plan serves every run', () => {
    const partial = partialIndex({ a: true, b: 'open' }, columns);
    const narrowed = pushDown({ a: true, b: 'open', 'c.d': 7 }, columns, [partial]);
    expect(narrowed.bindings).toEqual([7]);
    expect(narrowed.where).toContain(partial.condition);
    expect(pushDown({ a: 1, b: 'shut' }, columns, [partial]).bindings).toEqual([1, 'shut']);
  });

  test('says nothing about fields without an index', () => {
    expect(pushDown({ other: 1 }, columns)).toEqual({ where: '', bindings: [], exact: false });
    expect(pushDown({ $or: [{ a: 1 }, { other: 1 }] }, columns).where).toBe('');
    expect(orderBy({ a: 1, other: 1 }, columns)).toBeUndefined();
  });
});

describe('the literal beginning of a regular expression', () => {
  test.each<[RegExp, string]>([
    [/^abc/, 'abc'],
    [/^abc$/, 'abc'],
    [/^a\.b/, 'a.b'],
    [/^abc?/, 'ab'],
    [/^ab*/, 'a'],
    [/^ab{0,2}/, 'a'],
    [/^ab+/, 'ab'],
    [/^a\d/, 'a'],
    [/^a.c/, 'a'],
    [/^(abc)/, ''],
    [/^a|b/, ''],
    [/^abc/i, ''],
    [/^abc/m, ''],
    [/abc/, ''],
    [/^/, ''],
  ])('%s', (pattern, expected) => {
    expect(literalPrefix(pattern)).toBe(expected);
  });

  test('ends where the next string begins', () => {
    expect(afterPrefix('abc')).toBe('abd');
    expect(afterPrefix('a\u{10ffff}')).toBe('b');
    expect(afterPrefix('\u{10ffff}')).toBeUndefined();
    expect(afterPrefix('\ud7ff')).toBe('\ue000');
  });
});
