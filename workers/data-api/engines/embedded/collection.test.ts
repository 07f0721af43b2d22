import { describe, expect, test } from 'vitest';
import type { CollectionDeclaration, DataApi, EjsonDocument, IndexDeclaration } from '#shared/data-api';
import { describeContract } from '../../../../test/data-api/contract.ts';
import { sqlInNode } from '../../../../test/data-api/sql-in-node.ts';
import type { DataAdmin } from '../../../../test/data-api/start-data-api.ts';
import { answering } from '../../failures.ts';
import { parseRequest } from '../../requests.ts';
import { Collection } from './collection.ts';
import { firstRow } from './sql.ts';

// The engine itself, without the Durable Object around it, keeps the whole contract.
const collections = new Map<string, Collection>();
const named = (name: string): Collection => {
  const collection = collections.get(name) ?? new Collection(sqlInNode(), name, undefined);
  collections.set(name, collection);
  return collection;
};
const data = {
  run: (action: string, request: { collection: string }) =>
    Promise.resolve(
      answering(() => {
        const parsed = parseRequest(action, request);
        return named(parsed.request.collection).run(parsed);
      }),
    ),
} as DataApi;
const admin: DataAdmin = {
  ensureIndexes: (declaration) =>
    Promise.resolve(
      answering(() => {
        named(declaration.name).declare(declaration);
        return null;
      }),
    ),
  explain: (action, request) =>
    Promise.resolve(answering(() => named(request.collection).explain(parseRequest(action, request)))),
};
describeContract('SQLite in Node', () => ({ data, admin }));

const byAge: IndexDeclaration = { name: 'by_age', keys: { age: 1, name: 1 } };
const byEmail: IndexDeclaration = {
  name: 'one_live_per_email',
  keys: { email: 1 },
  unique: true,
  partial: { live: true },
};
const declared = (indexes: IndexDeclaration[]): CollectionDeclaration => ({ name: 'people', indexes });

function people(
  indexes: IndexDeclaration[],
  documents: EjsonDocument[] = [],
): { collection: Collection; sql: ReturnType<typeof sqlInNode> } {
  const sql = sqlInNode();
  const collection = new Collection(sql, 'people', declared(indexes));
  if (documents.length > 0) collection.run(parseRequest('insertMany', { collection: 'people', documents }));
  return { collection, sql };
}

describe('declaring indexes', () => {
  test('old documents are in a new index, and a dropped one no longer holds', () => {
    const { collection } = people([], [{ _id: 1, email: 'a', live: true }]);
    const again = parseRequest('insertOne', { collection: 'people', document: { _id: 2, email: 'a', live: true } });
    collection.declare(declared([byEmail]));
    expect(() => collection.run(again)).toThrow(expect.objectContaining({ index: 'one_live_per_email' }));
    collection.declare(declared([]));
    expect(collection.run(again)).toEqual({ insertedId: 2 });
  });

  test('a unique index that the stored documents break is refused, and the old ones stay', () => {
    const { collection, sql } = people(
      [byAge],
      [
        { _id: 1, email: 'a', live: true },
        { _id: 2, email: 'a', live: true },
      ],
    );
    expect(() => collection.declare(declared([byEmail]))).toThrow('UNIQUE constraint failed');
    expect(firstRow(sql, "SELECT name FROM sqlite_schema WHERE name = 'by_age'")).toBeDefined();
  });

  test('an index whose definition has changed is built anew', () => {
    const { collection } = people([byAge], [{ _id: 1, age: 1 }]);
    collection.declare(declared([{ name: 'by_age', keys: { name: 1 } }]));
    const find = parseRequest('find', { collection: 'people', filter: { name: 'x' } });
    expect(collection.explain(find)).toMatchObject({ usesIndex: true, indexes: ['by_age'] });
  });

  test('what is declared is remembered by the database', () => {
    const { sql } = people([byEmail], [{ _id: 1, email: 'a', live: true }]);
    const reopened = new Collection(sql, 'people', undefined);
    const again = parseRequest('insertOne', { collection: 'people', document: { email: 'a', live: true } });
    expect(() => reopened.run(again)).toThrow(expect.objectContaining({ index: 'one_live_per_email' }));
  });

  test('a field that holds arrays or documents somewhere cannot be indexed', () => {
    for (const age of [[1], { a: 1 }]) {
      const { collection } = people([], [{ _id: 1, age }]);
      expect(() => collection.declare(declared([byAge]))).toThrow('cannot be indexed');
    }
  });

  test('an array, a document or NaN in an indexed field is refused, in an update too', () => {
    const { collection } = people([byAge, { name: 'deep', keys: { 'a.b': 1 } }], [{ _id: 1, age: 1 }]);
    for (const document of [
      { age: [1] },
      { age: { x: 1 } },
      { age: { $numberDouble: 'NaN' } },
      { a: [{ b: 1 }] },
      { a: { b: [] } },
    ]) {
      expect(() => collection.run(parseRequest('insertOne', { collection: 'people', document }))).toThrow('scalar');
    }
    const update = parseRequest('updateOne', {
      collection: 'people',
      filter: { _id: 1 },
      update: { $set: { age: [1] } },
    });
    expect(() => collection.run(update)).toThrow('scalar');
  });
});

describe('finding by index', () => {
  const { collection, sql } = people(
    [byAge, byEmail, { name: 'number', keys: { number: 1 }, partial: { number: { $type: 'string' } } }],
    Array.from({ length: 500 }, (_, n) => ({
      _id: n,
      age: n % 50,
      name: `n${n}`,
      email: `e${n}`,
      live: n % 2 === 0,
      number: n % 3 === 0 ? `N${n}` : null,
    })),
  );
  test('what is asked by key is found by key, whatever else is asked of it', () => {
    const byLive: IndexDeclaration = { name: 'by_live', keys: { live: 1, age: 1 } };
    const { collection: some } = people([byLive], [{ _id: 1, live: true, age: 1 }]);
    for (const _id of [1, { $in: [1] }, { $in: [1, 2, 3] }, { $in: [1, 2, 3, 4, 5] }]) {
      const request = { collection: 'people', filter: { _id, live: true, age: { $gte: 1 } } };
      expect(some.explain(parseRequest('find', request))).toMatchObject({ usesIndex: true, indexes: ['_id_'] });
      expect(some.run(parseRequest('find', request))).toEqual({ documents: [{ _id: 1, live: true, age: 1 }] });
    }
  });

  const explain = (action: 'find' | 'updateOne' | 'aggregate', request: object) =>
    collection.explain(parseRequest(action, { collection: 'people', ...request }));

  test.each([
    ['equality', { age: 5 }, 'by_age'],
    ['a range', { age: { $gte: 5, $lt: 7 } }, 'by_age'],
    ['a list', { age: { $in: [1, 2, 3, 4, 5] } }, 'by_age'],
    ['null', { age: null }, 'by_age'],
    ['a beginning', { age: 5, name: { $regex: '^n1' } }, 'by_age'],
    ['what remains is decided afterwards', { age: 5, zip: { $ne: 3 } }, 'by_age'],
    ['a partial index that the filter implies', { email: 'e4', live: true }, 'one_live_per_email'],
    ['a partial index by type', { number: 'N3' }, 'number'],
    ['alternatives', { $or: [{ age: 5 }, { age: 7, name: 'n7' }] }, 'by_age'],
    ['_id', { _id: 7 }, '_id_'],
  ])('%s takes the index', (_, filter, index) => {
    expect(explain('find', { filter })).toMatchObject({ usesIndex: true, indexes: [index] });
    expect(explain('aggregate', { pipeline: [{ $match: filter }, { $count: 'n' }] })).toMatchObject({
      usesIndex: true,
    });
  });

  test('a partial index is not taken for what lies outside it', () => {
    expect(explain('find', { filter: { email: 'e4' } })).toMatchObject({ usesIndex: false });
    expect(explain('find', { filter: { number: null } })).toMatchObject({ usesIndex: false });
  });

  test('a condition on no index is told as a scan', () => {
    expect(explain('find', { filter: { zip: 1 } })).toMatchObject({ usesIndex: false, indexes: [] });
    expect(explain('updateOne', { filter: { zip: 1 }, update: { $set: { a: 1 } } })).toMatchObject({
      usesIndex: false,
    });
  });

  test('an order that the index gives is not sorted in memory, another is', () => {
    expect(explain('find', { filter: { age: 5 }, sort: { name: -1 } })).toMatchObject({ sortsInMemory: false });
    expect(explain('find', { filter: { age: 5 }, sort: { zip: 1 } })).toMatchObject({ sortsInMemory: true });
    expect(explain('find', { filter: { age: 5 }, sort: { email: 1 } })).toMatchObject({ sortsInMemory: true });
  });

  test('a page is all that is read, however many match', () => {
    let read = 0;
    const counting = {
      ...sql,
      exec: (statement: string, ...bindings: never[]) => counted(sql.exec(statement, ...bindings)),
    };
    function* counted<T>(rows: Iterable<T>): Generator<T> {
      for (const row of rows) {
        read++;
        yield row;
      }
    }
    const watched = new Collection(counting, 'people', declared([byAge, byEmail]));
    read = 0;
    watched.run(
      parseRequest('find', {
        collection: 'people',
        filter: { age: { $gte: 0 }, zip: null },
        sort: { age: 1 },
        limit: 10,
      }),
    );
    expect(read).toBe(10);
    read = 0;
    watched.run(parseRequest('findOne', { collection: 'people', filter: { _id: 77 } }));
    expect(read).toBe(1);
    read = 0;
    watched.run(
      parseRequest('aggregate', {
        collection: 'people',
        pipeline: [{ $match: { age: { $lt: 40 } } }, { $count: 'n' }],
      }),
    );
    expect(read).toBe(1);
  });
});

test('updateMany that meets a duplicate key changes nothing at all', () => {
  const { collection } = people(
    [byEmail],
    [
      { _id: 1, email: 'a', live: false },
      { _id: 2, email: 'a', live: false },
    ],
  );
  const update = parseRequest('updateMany', { collection: 'people', filter: {}, update: { $set: { live: true } } });
  expect(() => collection.run(update)).toThrow(expect.objectContaining({ index: 'one_live_per_email' }));
  expect(collection.run(parseRequest('find', { collection: 'people', filter: { live: true } }))).toEqual({
    documents: [],
  });
});

describe('documents that expire', () => {
  const expiring: IndexDeclaration = { name: 'expiry', keys: { at: 1 }, expireAfterSeconds: 60 };
  const minute = (n: number): { $date: string } => ({ $date: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString() });

  test('go when their time has come, the others stay, and the next time is told', () => {
    const documents = [
      { _id: 1, at: minute(0) },
      { _id: 2, at: minute(5) },
      { _id: 3, at: null },
      { _id: 4 },
      { _id: 5, at: 'never' },
    ];
    const collection = new Collection(sqlInNode(), 'people', declared([expiring]), () => new Date(minute(2).$date));
    collection.run(parseRequest('insertMany', { collection: 'people', documents }));
    expect(collection.nextExpiry()).toEqual(new Date(minute(1).$date));
    expect(collection.deleteExpired()).toEqual(new Date(minute(6).$date));
    expect(collection.run(parseRequest('find', { collection: 'people', filter: {}, projection: { _id: 1 } }))).toEqual({
      documents: [{ _id: 2 }, { _id: 3 }, { _id: 4 }, { _id: 5 }],
    });
  });

  test('nothing is scheduled where nothing expires', () => {
    const { collection } = people([expiring, byAge], [{ _id: 1 }]);
    expect(collection.nextExpiry()).toBeUndefined();
    expect(collection.deleteExpired()).toBeUndefined();
  });
});
