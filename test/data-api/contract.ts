import { beforeAll, describe, expect, test } from 'vitest';
import type {
  DataAction,
  DataActions,
  DataApi,
  DataFailure,
  Ejson,
  EjsonDocument,
  IndexDeclaration,
} from '#shared/data-api';
import { fromEjson, toEjson } from '../../workers/data-api/ejson.ts';
import type { DataAdmin } from './start-data-api.ts';

/** One way to the contract: an engine, or a transport to one. */
export interface Connection {
  data: DataApi;
  /** For what is no part of the contract: creating indexes. */
  admin: DataAdmin;
}

/** How many of the contract's tests have run on each connection. */
export const ran = new Map<string, number>();

/** The contract: whatever carries it out answers the same to all of this. */
export function describeContract(name: string, connect: () => Connection): void {
  const rule = (title: string, check: () => Promise<void>): void => {
    test(`${title} (${name})`, async () => {
      await check();
      ran.set(name, (ran.get(name) ?? 0) + 1);
    });
  };

  /** A collection of its own, with these documents. */
  async function given(documents: readonly EjsonDocument[], indexes: readonly IndexDeclaration[] = []): Promise<Tried> {
    const collection = new Tried(connect(), `contract_${crypto.randomUUID().replaceAll('-', '')}`);
    if (indexes.length > 0) await collection.index(indexes);
    if (documents.length > 0) await collection.run('insertMany', { documents });
    return collection;
  }

  describe(`the contract on ${name}`, () => {
    describe('inserting', () => {
      rule('answers the given _id, whatever its type', async () => {
        const collection = await given([]);
        for (const id of [oid(1), 'a string', 7, date('2026-01-01T00:00:00.000Z')] satisfies Ejson[]) {
          expect(await collection.run('insertOne', { document: { _id: id } })).toEqual({ insertedId: id });
          expect(await collection.one({ _id: id })).toEqual({ _id: id });
        }
      });

      rule('makes an ObjectId where there is no _id', async () => {
        const collection = await given([]);
        const { insertedId } = await collection.run('insertOne', { document: { a: 1 } });
        expect(insertedId).toEqual({ $oid: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
        expect(await collection.one({ _id: insertedId })).toEqual({ _id: insertedId, a: 1 });
      });

      rule('keeps integers, fractions, dates, null, nested documents and arrays as they are', async () => {
        const document = {
          _id: oid(1),
          whole: 42,
          large: 9_007_199_254_740_991,
          negative: -7,
          fraction: 0.1,
          at: date('2026-03-29T01:30:00.123Z'),
          before1970: date('1956-06-01T12:00:00.000Z'),
          nothing: null,
          yes: true,
          text: 'Åsa "å" \\ \u2028 😀',
          nested: { list: [1, { deep: [oid(2), []] }], empty: {} },
        };
        const collection = await given([document]);
        expect(await collection.one({})).toEqual(document);
      });

      rule('understands canonical EJSON as well', async () => {
        const collection = await given([
          {
            _id: 1,
            int: { $numberInt: '5' },
            long: { $numberLong: '6' },
            double: { $numberDouble: '0.5' },
            at: { $date: { $numberLong: '0' } },
          },
        ]);
        expect(await collection.one({})).toEqual({
          _id: 1,
          int: 5,
          long: 6,
          double: 0.5,
          at: date('1970-01-01T00:00:00.000Z'),
        });
      });

      rule('understands times with an offset as the same instant', async () => {
        const collection = await given([{ _id: 1, at: { $date: '2026-06-01T12:00:00+02:00' } }]);
        expect(await collection.ids({ at: { $date: '2026-06-01T10:00:00Z' } })).toEqual([1]);
      });

      rule('refuses a second document with the same _id, naming _id_', async () => {
        const collection = await given([{ _id: oid(1), a: 1 }]);
        expect(await collection.failure('insertOne', { document: { _id: oid(1), a: 2 } })).toMatchObject({
          kind: 'duplicate-key',
          index: '_id_',
        });
        expect(await collection.one({})).toEqual({ _id: oid(1), a: 1 });
      });

      rule('insertMany keeps what came before the refused document, and nothing after it', async () => {
        const collection = await given([{ _id: 3 }]);
        const documents = [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 4 }];
        expect(await collection.failure('insertMany', { documents })).toMatchObject({
          kind: 'duplicate-key',
          index: '_id_',
        });
        expect(await collection.ids({})).toEqual([1, 2, 3]);
      });

      rule('insertMany answers the ids in order', async () => {
        const collection = await given([]);
        expect(await collection.run('insertMany', { documents: [{ _id: 2 }, { _id: 1 }] })).toEqual({
          insertedIds: [2, 1],
        });
      });

      rule('refuses an empty insertMany, a document that is none, an _id that is an array', async () => {
        const collection = await given([]);
        expect(await collection.kind('insertMany', { documents: [] })).toBe('bad-request');
        expect(await collection.kind('insertOne', { document: [] as never })).toBe('bad-request');
        expect(await collection.kind('insertOne', { document: { _id: [1] } })).toBe('bad-request');
      });

      rule('refuses to store fields that would be operators elsewhere', async () => {
        const collection = await given([]);
        expect(await collection.kind('insertOne', { document: { a: { $gt: '' } } })).toBe('bad-request');
        expect(await collection.kind('insertOne', { document: { list: [{ $where: 'x' }] } })).toBe('bad-request');
      });
    });

    describe('finding by a field', () => {
      const people: EjsonDocument[] = [
        { _id: 1, name: 'Ada', age: 36, tags: ['a', 'b'], address: { city: 'Lund' } },
        { _id: 2, name: 'Bo', age: 20, tags: ['b'], address: { city: 'Umeå' } },
        { _id: 3, name: 'Cia', age: null, tags: [] },
        { _id: 4, name: 'Dan', address: { city: null } },
        { _id: 5, name: 5, age: '36' },
      ];
      // With and without indexes on the scalar fields the answers are the same.
      const indexings: [string, IndexDeclaration[]][] = [
        ['without an index', []],
        [
          'with an index',
          [index('by_name', { name: 1 }), index('by_age', { age: -1 }), index('by_city', { 'address.city': 1 })],
        ],
      ];
      for (const [how, indexes] of indexings) {
        const cases: [string, EjsonDocument, number[]][] = [
          ['equality', { name: 'Ada' }, [1]],
          ['equality is exact about types', { age: 36 }, [1]],
          ['$eq', { name: { $eq: 'Bo' } }, [2]],
          ['$ne also matches what is missing', { age: { $ne: 36 } }, [2, 3, 4, 5]],
          ['null matches null and missing', { age: null }, [3, 4]],
          ['null in a nested field', { 'address.city': null }, [3, 4, 5]],
          ['$ne null matches what is there', { age: { $ne: null } }, [1, 2, 5]],
          ['$exists true counts null as there', { age: { $exists: true } }, [1, 2, 3, 5]],
          ['$exists false is missing alone', { age: { $exists: false } }, [4]],
          ['$gt compares with its own type only', { age: { $gt: 20 } }, [1]],
          ['$gte', { age: { $gte: 20 } }, [1, 2]],
          ['$lt', { age: { $lt: 36 } }, [2]],
          ['$lte', { age: { $lte: 36 } }, [1, 2]],
          ['a range', { age: { $gt: 19, $lt: 21 } }, [2]],
          ['a range of strings', { name: { $gte: 'B', $lt: 'D' } }, [2, 3]],
          ['comparing strings leaves numbers out', { age: { $gte: '' } }, [5]],
          ['$gte null is null or missing', { age: { $gte: null } }, [3, 4]],
          ['an empty range', { age: { $gt: 30, $lt: 10 } }, []],
          ['$in', { name: { $in: ['Ada', 'Cia', 'Zoe'] } }, [1, 3]],
          ['$in with null', { age: { $in: [null, 20] } }, [2, 3, 4]],
          ['$in of mixed types', { name: { $in: ['Dan', 5, true, oid(1), 'Bo'] } }, [2, 4, 5]],
          ['an empty $in matches nothing', { name: { $in: [] } }, []],
          ['$nin', { name: { $nin: ['Ada', 5] } }, [2, 3, 4]],
          ['$not', { age: { $not: { $gt: 20 } } }, [2, 3, 4, 5]],
          ['$and', { $and: [{ name: { $gt: 'A' } }, { age: 20 }] }, [2]],
          ['$or', { $or: [{ name: 'Ada' }, { age: 20 }] }, [1, 2]],
          [
            '$or over several fields and levels',
            { $or: [{ 'address.city': 'Umeå' }, { tags: 'a' }, { name: 5 }] },
            [1, 2, 5],
          ],
          ['$nor', { $nor: [{ name: 'Ada' }, { age: 20 }] }, [3, 4, 5]],
          ['a nested field', { 'address.city': 'Lund' }, [1]],
          ['a whole document', { address: { city: 'Lund' } }, [1]],
          ['the beginning of a string', { name: { $regex: '^A' } }, [1]],
          ['the beginning ignoring case', { name: { $regex: '^a', $options: 'i' } }, [1]],
          ['a regular expression value', { name: { $regularExpression: { pattern: '^[BC]', options: '' } } }, [2, 3]],
          ['an escaped beginning', { name: { $regex: '^A\\.' } }, []],
          ['$type string', { name: { $type: 'string' } }, [1, 2, 3, 4]],
          ['$type number', { age: { $type: 'number' } }, [1, 2]],
          ['several conditions', { name: { $gt: 'A' }, age: { $gte: 20 }, tags: 'b' }, [1, 2]],
        ];
        for (const [title, filter, expected] of cases) {
          rule(`${title}, ${how}`, async () => {
            expect(await (await shared(how, people, indexes)).ids(filter)).toEqual(expected);
          });
        }
      }

      const made = new Map<string, Promise<Tried>>();
      async function shared(how: string, documents: EjsonDocument[], indexes: IndexDeclaration[]): Promise<Tried> {
        const collection = made.get(how) ?? given(documents, indexes);
        made.set(how, collection);
        return collection;
      }
    });

    describe('finding in arrays and with expressions', () => {
      let collection: Tried;
      beforeAll(async () => {
        collection = await given([
          {
            _id: 1,
            scores: [3, 8],
            items: [
              { sku: 'a', n: 1 },
              { sku: 'b', n: 5 },
            ],
            spent: 10,
            budget: 5,
          },
          { _id: 2, scores: [4, 5], items: [{ sku: 'a', n: 5 }], spent: 1, budget: 5 },
          { _id: 3, scores: [], items: [], owner: oid(1) },
          { _id: 4, scores: 4 },
        ]);
      });
      const cases: [string, EjsonDocument, number[]][] = [
        ['a value matches an element', { scores: 8 }, [1]],
        ['a whole array', { scores: [4, 5] }, [2]],
        ['two bounds may be met by two elements', { scores: { $gt: 5, $lt: 4 } }, [1]],
        ['$elemMatch wants one element to meet both', { scores: { $elemMatch: { $gt: 5, $lt: 4 } } }, []],
        ['$elemMatch on documents', { items: { $elemMatch: { sku: 'a', n: { $gte: 5 } } } }, [2]],
        ['$not $elemMatch', { items: { $not: { $elemMatch: { sku: 'b' } } } }, [2, 3, 4]],
        ['a field of elements', { 'items.sku': 'b' }, [1]],
        ['an element by position', { 'scores.1': 5 }, [2]],
        ['$size', { scores: { $size: 0 } }, [3]],
        ['$all', { scores: { $all: [3, 8] } }, [1]],
        ['$expr compares fields', { $expr: { $gt: ['$spent', '$budget'] } }, [1]],
        ['$mod', { spent: { $mod: [2, 0] } }, [1]],
        ['$type objectId', { owner: { $type: 'objectId' } }, [3]],
        ['an ObjectId', { owner: oid(1) }, [3]],
      ];
      for (const [title, filter, expected] of cases) {
        rule(title, async () => {
          expect(await collection.ids(filter)).toEqual(expected);
        });
      }
    });

    describe('finding by dates, booleans and ObjectIds', () => {
      const times = [
        '2026-01-01T00:00:00.000Z',
        '2026-01-01T00:00:00.500Z',
        '2026-01-02T00:00:00.000Z',
        '1969-12-31T23:59:59.000Z',
      ];
      for (const indexes of [[], [index('by_at', { at: 1 }), index('by_live', { live: 1, owner: 1 })]]) {
        const how = indexes.length === 0 ? 'without an index' : 'with an index';
        rule(`dates compare as instants, ${how}`, async () => {
          const collection = await given(
            times.map((at, _id) => ({ _id, at: date(at) })),
            indexes,
          );
          expect(await collection.ids({ at: { $gt: date('2026-01-01T00:00:00Z') } })).toEqual([1, 2]);
          expect(await collection.ids({ at: { $lte: date('2026-01-01T00:00:00Z') } })).toEqual([0, 3]);
          expect(await collection.ids({ at: { $lt: date('1970-01-01T00:00:00Z') } })).toEqual([3]);
          expect(await collection.ids({ at: { $lt: { $date: { $numberLong: '8640000000000000' } } } })).toEqual([
            0, 1, 2, 3,
          ]);
          expect(await collection.ids({ at: '2026-01-01T00:00:00.000Z' })).toEqual([]);
        });

        rule(`true is not 1, false is not missing, ${how}`, async () => {
          const collection = await given(
            [{ _id: 0, live: true }, { _id: 1, live: 1 }, { _id: 2, live: false }, { _id: 3 }],
            indexes,
          );
          expect(await collection.ids({ live: true })).toEqual([0]);
          expect(await collection.ids({ live: false })).toEqual([2]);
          expect(await collection.ids({ live: { $ne: true } })).toEqual([1, 2, 3]);
          expect(await collection.ids({ live: { $in: [true, false] } })).toEqual([0, 2]);
        });

        rule(`ObjectIds have an order, ${how}`, async () => {
          const collection = await given(
            [1, 2, 3].map((n) => ({ _id: n, live: true, owner: oid(n) })),
            indexes,
          );
          expect(await collection.ids({ live: true, owner: { $gt: oid(1) } })).toEqual([2, 3]);
          expect(await collection.ids({ live: true, owner: { $in: [oid(1), oid(3), oid(4), oid(5)] } })).toEqual([
            1, 3,
          ]);
        });
      }

      rule('_id takes ranges and lists', async () => {
        const collection = await given([1, 2, 3, 4, 5].map((n) => ({ _id: oid(n) })));
        expect(await collection.ids({ _id: { $gt: oid(2), $lte: oid(4) } })).toEqual([oid(3), oid(4)]);
        expect(await collection.ids({ _id: { $in: [oid(1), oid(5), oid(9), oid(8)] } })).toEqual([oid(1), oid(5)]);
      });

      rule('a list of 500 ids is one question', async () => {
        const ids = Array.from({ length: 500 }, (_, n) => oid(n));
        const collection = await given(ids.map((_id) => ({ _id })));
        expect(await collection.ids({ _id: { $in: ids } })).toHaveLength(500);
      });
    });

    describe('order, pages and projections', () => {
      const mixed: EjsonDocument[] = [
        { _id: 1, v: 'b' },
        { _id: 2, v: 10 },
        { _id: 3, v: null },
        { _id: 5, v: true },
        { _id: 6, v: date('2026-01-01T00:00:00Z') },
        { _id: 7, v: oid(1) },
        { _id: 8, v: 'B' },
        { _id: 9, v: 9.5 },
        { _id: 10, v: false },
        { _id: 11, v: 'å' },
        { _id: 12, v: '😀' },
        { _id: 13, v: '\uffee' },
      ];
      const ascending = [3, 9, 2, 8, 1, 11, 13, 12, 7, 10, 5, 6];
      for (const indexes of [[], [index('by_v', { v: 1 })]]) {
        const how = indexes.length === 0 ? 'without an index' : 'with an index';
        rule(`values of all types have one order, ${how}`, async () => {
          const collection = await given(mixed, indexes);
          expect(await collection.idsInOrder({ sort: { v: 1 } })).toEqual(ascending);
          expect(await collection.idsInOrder({ sort: { v: -1 } })).toEqual(ascending.toReversed());
        });

        rule(`null and missing are one place in the order, ${how}`, async () => {
          const collection = await given([{ _id: 1, v: 0 }, { _id: 2 }, { _id: 3, v: null }, { _id: 4 }], indexes);
          expect(await collection.idsInOrder({ sort: { v: 1, _id: -1 } })).toEqual([4, 3, 2, 1]);
        });

        rule(`pages follow one another, ${how}`, async () => {
          const collection = await given(mixed, indexes);
          const page = async (skip: number): Promise<Ejson[]> =>
            collection.idsInOrder({ sort: { v: 1 }, skip, limit: 5 });
          expect([...(await page(0)), ...(await page(5)), ...(await page(10)), ...(await page(15))]).toEqual(ascending);
        });

        rule(`a page of what the index alone cannot decide, ${how}`, async () => {
          const collection = await given(mixed, indexes);
          const filter = { v: { $ne: 10 } };
          expect(await collection.idsInOrder({ filter, sort: { v: 1 }, skip: 1, limit: 2 })).toEqual([9, 8]);
        });
      }

      rule('strings compare by their UTF-8, as they are sorted', async () => {
        const collection = await given(mixed, [index('by_v', { v: 1 })]);
        const filter = { v: { $gte: 'å', $lte: '\uffee' } };
        expect(await collection.idsInOrder({ filter, sort: { v: 1 } })).toEqual([11, 13]);
        expect(await collection.ids({ ...filter, other: null })).toEqual([11, 13]);
      });

      rule('sorts by several keys', async () => {
        const documents = [
          { _id: 1, a: 1, b: 1 },
          { _id: 2, a: 1, b: 2 },
          { _id: 3, a: 0, b: 5 },
        ];
        const collection = await given(documents, [index('a_b', { a: 1, b: -1 })]);
        expect(await collection.idsInOrder({ sort: { a: 1, b: -1 } })).toEqual([3, 2, 1]);
        expect(await collection.idsInOrder({ sort: { a: -1, b: 1 } })).toEqual([1, 2, 3]);
        expect(await collection.idsInOrder({ sort: { a: 1, b: 1 } })).toEqual([3, 1, 2]);
      });

      rule('an array counts with its least element upwards and its greatest downwards', async () => {
        const collection = await given([
          { _id: 1, v: [5, 1] },
          { _id: 2, v: [2, 3] },
          { _id: 3, v: 4 },
          { _id: 4, v: [] },
        ]);
        expect(await collection.idsInOrder({ sort: { v: 1 } })).toEqual([4, 1, 2, 3]);
        expect(await collection.idsInOrder({ sort: { v: -1 } })).toEqual([1, 3, 2, 4]);
      });

      rule('documents have an order too', async () => {
        const collection = await given([
          { _id: 1, v: { a: 2 } },
          { _id: 2, v: { a: 1, b: 1 } },
          { _id: 3, v: { a: 1 } },
        ]);
        expect(await collection.idsInOrder({ sort: { v: 1 } })).toEqual([3, 2, 1]);
      });

      rule('gives 1,000 documents where no limit is named, and more where one is', async () => {
        const collection = await given(Array.from({ length: 1_050 }, (_, _id) => ({ _id })));
        expect((await collection.run('find', { filter: {} })).documents).toHaveLength(1_000);
        expect((await collection.run('find', { filter: {}, limit: 2_000 })).documents).toHaveLength(1_050);
        expect((await collection.run('find', { filter: { _id: { $gte: 0 } }, limit: 3 })).documents).toHaveLength(3);
      });

      rule('refuses a limit of 0, of more than 50,000, a negative skip', async () => {
        const collection = await given([]);
        for (const wrong of [{ limit: 0 }, { limit: 50_001 }, { limit: 1.5 }, { skip: -1 }]) {
          expect(await collection.kind('find', { filter: {}, ...wrong })).toBe('bad-request');
        }
      });

      rule('findOne takes the first by the sort, null where nothing matches', async () => {
        const collection = await given([
          { _id: 1, v: 2 },
          { _id: 2, v: 3 },
        ]);
        expect(await collection.run('findOne', { filter: {}, sort: { v: -1 } })).toEqual({
          document: { _id: 2, v: 3 },
        });
        expect(await collection.run('findOne', { filter: { v: 9 } })).toEqual({ document: null });
      });

      const document = {
        _id: 1,
        a: 1,
        b: { c: 2, d: 3 },
        list: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
        at: date('2026-01-01T00:00:00Z'),
      };
      const projections: [string, EjsonDocument, EjsonDocument][] = [
        ['names what it takes', { a: 1 }, { _id: 1, a: 1 }],
        ['may leave _id out', { a: 1, _id: 0 }, { a: 1 }],
        ['names what it leaves', { a: 0, list: 0, at: 0 }, { _id: 1, b: { c: 2, d: 3 } }],
        ['takes nested fields', { 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
        ['leaves nested fields', { 'b.c': 0, list: 0, at: 0 }, { _id: 1, a: 1, b: { d: 3 } }],
        ['reaches into arrays', { 'list.x': 1 }, { _id: 1, list: [{ x: 1 }, { x: 2 }] }],
        ['takes one element by $elemMatch', { list: { $elemMatch: { x: 2 } } }, { _id: 1, list: [{ x: 2, y: 2 }] }],
        [
          'takes some elements by $slice',
          { list: { $slice: -1 }, b: 0, at: 0 },
          { _id: 1, a: 1, list: [{ x: 2, y: 2 }] },
        ],
        ['keeps dates dates', { at: 1 }, { _id: 1, at: date('2026-01-01T00:00:00Z') }],
        ['takes nothing of what is missing', { zip: 1 }, { _id: 1 }],
      ];
      for (const [title, projection, expected] of projections) {
        rule(`a projection ${title}`, async () => {
          const collection = await given([document]);
          const { document: found } = await collection.run('findOne', { filter: {}, projection });
          expect(normal(found)).toEqual(normal(expected));
        });
      }

      rule('refuses a projection that both takes and leaves', async () => {
        const collection = await given([document]);
        expect(await collection.kind('findOne', { filter: {}, projection: { a: 1, b: 0 } })).toBe('bad-request');
      });
    });

    describe('updating', () => {
      const start = {
        _id: 1,
        n: 5,
        name: 'Ada',
        list: [1, 2, 3, 2],
        items: [
          { id: 1, qty: 1 },
          { id: 2, qty: 2 },
        ],
        nested: { a: 1 },
      };
      const updates: [string, EjsonDocument, EjsonDocument][] = [
        ['$set', { $set: { name: 'Bo', new: true } }, { name: 'Bo', new: true }],
        [
          '$set nested, making what is missing',
          { $set: { 'nested.b': 2, 'other.deep': 1 } },
          { nested: { a: 1, b: 2 }, other: { deep: 1 } },
        ],
        ['$set an element by position', { $set: { 'list.1': 9 } }, { list: [1, 9, 3, 2] }],
        ['$set beyond the end of an array fills with null', { $set: { 'list.5': 9 } }, { list: [1, 2, 3, 2, null, 9] }],
        [
          '$set to a document, a list, a date',
          { $set: { name: { a: [1] }, n: date('2026-01-01T00:00:00Z') } },
          { name: { a: [1] }, n: date('2026-01-01T00:00:00Z') },
        ],
        ['$inc', { $inc: { n: 2, fresh: -1 } }, { n: 7, fresh: -1 }],
        ['$mul', { $mul: { n: 3, fresh: 2 } }, { n: 15, fresh: 0 }],
        ['$min', { $min: { n: 3, fresh: 1 } }, { n: 3, fresh: 1 }],
        ['$min that changes nothing', { $min: { n: 8 } }, {}],
        ['$max', { $max: { n: 8 } }, { n: 8 }],
        ['$push', { $push: { list: 4, fresh: { a: 1 } } }, { list: [1, 2, 3, 2, 4], fresh: [{ a: 1 }] }],
        ['$push of an array is one element', { $push: { list: [8, 9] } }, { list: [1, 2, 3, 2, [8, 9]] }],
        ['$push $each', { $push: { list: { $each: [8, 9] } } }, { list: [1, 2, 3, 2, 8, 9] }],
        ['$push $each $position', { $push: { list: { $each: [8], $position: 0 } } }, { list: [8, 1, 2, 3, 2] }],
        ['$push $each $slice', { $push: { list: { $each: [8], $slice: -3 } } }, { list: [3, 2, 8] }],
        ['$push $each $sort', { $push: { list: { $each: [0], $sort: 1 } } }, { list: [0, 1, 2, 2, 3] }],
        ['$addToSet', { $addToSet: { list: 2, fresh: 1 } }, { fresh: [1] }],
        ['$addToSet $each', { $addToSet: { list: { $each: [3, 4] } } }, { list: [1, 2, 3, 2, 4] }],
        ['$addToSet of a document that is there', { $addToSet: { items: { id: 1, qty: 1 } } }, {}],
        ['$pull a value', { $pull: { list: 2 } }, { list: [1, 3] }],
        ['$pull by condition', { $pull: { list: { $gte: 2 } } }, { list: [1] }],
        ['$pull documents by a field', { $pull: { items: { id: 1 } } }, { items: [{ id: 2, qty: 2 }] }],
        ['$pull from what is missing', { $pull: { fresh: 1 } }, {}],
        ['$pullAll', { $pullAll: { list: [1, 2] } }, { list: [3] }],
        ['$pop', { $pop: { list: 1, items: -1 } }, { list: [1, 2, 3], items: [{ id: 2, qty: 2 }] }],
        ['$rename', { $rename: { name: 'called' } }, { name: undefined as never, called: 'Ada' }],
        ['$unset', { $unset: { name: '', 'nested.a': '', missing: '' } }, { name: undefined as never, nested: {} }],
        ['$unset of an element leaves null', { $unset: { 'list.1': '' } }, { list: [1, null, 3, 2] }],
        [
          'several operators at once',
          { $set: { name: 'Bo' }, $inc: { n: 1 }, $push: { list: 4 } },
          { name: 'Bo', n: 6, list: [1, 2, 3, 2, 4] },
        ],
        [
          'two fields of one document',
          { $set: { 'nested.a': 2 }, $inc: { 'nested.b': 1 } },
          { nested: { a: 2, b: 1 } },
        ],
        [
          'all elements by $[]',
          { $inc: { 'items.$[].qty': 10 } },
          {
            items: [
              { id: 1, qty: 11 },
              { id: 2, qty: 12 },
            ],
          },
        ],
      ];
      for (const [title, update, changes] of updates) {
        rule(title, async () => {
          const collection = await given([start]);
          const expected = normal({ ...start, ...changes });
          const modifiedCount = Object.keys(changes).length === 0 ? 0 : 1;
          expect(await collection.run('updateOne', { filter: { _id: 1 }, update })).toEqual({
            matchedCount: 1,
            modifiedCount,
          });
          expect(normal(await collection.one({}))).toEqual(expected);
        });
      }

      rule('positional $ changes the element that the filter matched', async () => {
        const collection = await given([start]);
        await collection.run('updateOne', {
          filter: { _id: 1, 'items.id': 2 },
          update: { $set: { 'items.$.qty': 7, 'items.$.seen': true } },
        });
        expect(await collection.one({})).toMatchObject({
          items: [
            { id: 1, qty: 1 },
            { id: 2, qty: 7, seen: true },
          ],
        });
        await collection.run('updateOne', {
          filter: { items: { $elemMatch: { id: 1, qty: { $lt: 5 } } } },
          update: { $inc: { 'items.$.qty': 1 } },
        });
        expect(await collection.one({})).toMatchObject({
          items: [
            { id: 1, qty: 2 },
            { id: 2, qty: 7 },
          ],
        });
        await collection.run('updateOne', { filter: { list: 3 }, update: { $set: { 'list.$': 30 } } });
        expect(await collection.one({})).toMatchObject({ list: [1, 2, 30, 2] });
      });

      rule('positional $ without a match in the filter is refused', async () => {
        const collection = await given([start]);
        expect(await collection.kind('updateOne', { filter: { _id: 1 }, update: { $set: { 'items.$.qty': 7 } } })).toBe(
          'bad-request',
        );
      });

      rule('array filters choose the elements', async () => {
        const collection = await given([start]);
        await collection.run('updateOne', {
          filter: { _id: 1 },
          update: { $set: { 'items.$[big].qty': 0, 'items.$[big].empty': true } },
          arrayFilters: [{ 'big.qty': { $gte: 2 } }],
        });
        expect(await collection.one({})).toMatchObject({
          items: [
            { id: 1, qty: 1 },
            { id: 2, qty: 0, empty: true },
          ],
        });
      });

      rule('array filters must be there and must be used', async () => {
        const collection = await given([start]);
        const update = { $set: { 'items.$[a].qty': 0 } };
        expect(await collection.kind('updateOne', { filter: {}, update })).toBe('bad-request');
        expect(
          await collection.kind('updateOne', { filter: {}, update, arrayFilters: [{ 'a.id': 1 }, { 'b.id': 1 }] }),
        ).toBe('bad-request');
      });

      rule('says when nothing matched', async () => {
        const collection = await given([start]);
        expect(await collection.run('updateOne', { filter: { n: 6 }, update: { $set: { n: 1 } } })).toEqual({
          matchedCount: 0,
          modifiedCount: 0,
        });
      });

      rule('tells matched from modified', async () => {
        const collection = await given([start]);
        expect(await collection.run('updateOne', { filter: { n: 5 }, update: { $set: { name: 'Ada' } } })).toEqual({
          matchedCount: 1,
          modifiedCount: 0,
        });
      });

      rule('updateOne changes one, updateMany all', async () => {
        const collection = await given(
          [
            { _id: 1, k: 1 },
            { _id: 2, k: 1 },
            { _id: 3, k: 2 },
          ],
          [index('k', { k: 1 })],
        );
        expect(await collection.run('updateOne', { filter: { k: 1 }, update: { $set: { one: true } } })).toEqual({
          matchedCount: 1,
          modifiedCount: 1,
        });
        expect(await collection.ids({ one: true })).toHaveLength(1);
        expect(await collection.run('updateMany', { filter: { k: 1 }, update: { $inc: { k: 1 } } })).toEqual({
          matchedCount: 2,
          modifiedCount: 2,
        });
        expect(await collection.ids({ k: 2 })).toEqual([1, 2, 3]);
      });

      rule('$currentDate sets the time of the write', async () => {
        const collection = await given([start]);
        await collection.run('updateOne', { filter: {}, update: { $currentDate: { at: true } } });
        const { at } = (await collection.one({})) as unknown as { at: { $date: string } };
        expect(Math.abs(Date.parse(at.$date) - Date.now())).toBeLessThan(5_000);
      });

      const refused: [string, EjsonDocument][] = [
        ['an unknown operator', { $launch: { a: 1 } }],
        ['a replacement', { name: 'Bo' }],
        ['an empty update', {}],
        ['$push and $pull of one array', { $push: { list: 1 }, $pull: { list: 2 } }],
        ['two operators on one field', { $set: { n: 1 }, $inc: { n: 1 } }],
        ['a field and one inside it', { $set: { nested: {}, 'nested.a': 1 } }],
        ['another _id', { $set: { _id: 2 } }],
        ['an $inc of _id', { $inc: { _id: 1 } }],
        ['$inc of a string', { $inc: { name: 1 } }],
        ['$inc by a string', { $inc: { n: '1' } }],
        ['$push to what is no array', { $push: { n: 1 } }],
        ['$addToSet to what is no array', { $addToSet: { name: 1 } }],
        ['$pull from what is no array', { $pull: { n: 1 } }],
        ['$pop by 2', { $pop: { list: 2 } }],
        ['an unknown modifier of $push', { $push: { list: { $each: [1], $then: 1 } } }],
        ['a path through a number', { $set: { 'n.a': 1 } }],
        ['a path through an array without a position', { $set: { 'items.qty': 1 } }],
        ['an empty part in a path', { $set: { 'a..b': 1 } }],
        ['a stored operator', { $set: { a: { $gt: 1 } } }],
      ];
      for (const [title, update] of refused) {
        rule(`refuses ${title}, and changes nothing`, async () => {
          const collection = await given([start]);
          expect(await collection.kind('updateOne', { filter: { _id: 1 }, update })).toBe('bad-request');
          expect(normal(await collection.one({}))).toEqual(normal(start));
        });
      }

      rule('setting _id to what it is is allowed', async () => {
        const collection = await given([start]);
        expect(await collection.run('updateOne', { filter: {}, update: { $set: { _id: 1 } } })).toEqual({
          matchedCount: 1,
          modifiedCount: 0,
        });
      });
    });

    describe('upserting', () => {
      rule('inserts what the filter says and the update adds', async () => {
        const collection = await given([]);
        const answer = await collection.run('updateOne', {
          filter: { _id: oid(1), kind: 'a', n: { $gt: 5 }, 'deep.x': { $eq: 2 }, $and: [{ also: 1 }] },
          update: { $set: { name: 'Ada' }, $setOnInsert: { created: true }, $inc: { count: 1 }, $push: { list: 1 } },
          upsert: true,
        });
        expect(answer).toEqual({ matchedCount: 0, modifiedCount: 0, upsertedId: oid(1) });
        expect(await collection.one({})).toEqual({
          _id: oid(1),
          kind: 'a',
          deep: { x: 2 },
          also: 1,
          name: 'Ada',
          created: true,
          count: 1,
          list: [1],
        });
      });

      rule('$setOnInsert does nothing to what is there', async () => {
        const collection = await given([{ _id: 1, kind: 'a' }]);
        const request = {
          filter: { kind: 'a' },
          update: { $set: { n: 1 }, $setOnInsert: { created: true } },
          upsert: true,
        };
        expect(await collection.run('updateOne', request)).toEqual({ matchedCount: 1, modifiedCount: 1 });
        expect(await collection.one({})).toEqual({ _id: 1, kind: 'a', n: 1 });
      });

      rule('makes an _id where none is given', async () => {
        const collection = await given([]);
        const { upsertedId } = await collection.run('updateOne', {
          filter: { kind: 'a' },
          update: { $set: { n: 1 } },
          upsert: true,
        });
        expect(upsertedId).toEqual({ $oid: expect.any(String) as string });
        expect(await collection.one({ _id: upsertedId ?? null })).toEqual({ _id: upsertedId, kind: 'a', n: 1 });
      });

      rule('with updateMany inserts one', async () => {
        const collection = await given([]);
        const answer = await collection.run('updateMany', {
          filter: { _id: 7 },
          update: { $set: { n: 1 } },
          upsert: true,
        });
        expect(answer).toEqual({ matchedCount: 0, modifiedCount: 0, upsertedId: 7 });
      });

      rule('of a busy document is a duplicate key, not a second document', async () => {
        const collection = await given([{ _id: 1, open: false }]);
        const request = { filter: { _id: 1, open: true }, update: { $set: { n: 1 } }, upsert: true };
        expect(await collection.failure('updateOne', request)).toMatchObject({ kind: 'duplicate-key', index: '_id_' });
      });
    });

    describe('deleting', () => {
      rule('deleteOne takes one, deleteMany all that match', async () => {
        const collection = await given([
          { _id: 1, k: 1 },
          { _id: 2, k: 1 },
          { _id: 3, k: 1 },
          { _id: 4, k: 2 },
        ]);
        expect(await collection.run('deleteOne', { filter: { k: 1 } })).toEqual({ deletedCount: 1 });
        expect(await collection.run('deleteMany', { filter: { k: 1 } })).toEqual({ deletedCount: 2 });
        expect(await collection.run('deleteMany', { filter: { k: 1 } })).toEqual({ deletedCount: 0 });
        expect(await collection.ids({})).toEqual([4]);
      });

      rule('frees the key', async () => {
        const collection = await given([{ _id: 1, email: 'a' }], [{ ...index('email', { email: 1 }), unique: true }]);
        await collection.run('deleteOne', { filter: { _id: 1 } });
        expect(await collection.run('insertOne', { document: { _id: 1, email: 'a' } })).toEqual({ insertedId: 1 });
      });
    });

    describe('unique indexes', () => {
      const email: IndexDeclaration = { name: 'one_per_email', keys: { email: 1 }, unique: true };
      const live: IndexDeclaration = {
        name: 'one_live_per_email',
        keys: { email: 1 },
        unique: true,
        partial: { live: true },
      };
      const number: IndexDeclaration = {
        name: 'one_per_number',
        keys: { seller: 1, number: 1 },
        unique: true,
        partial: { number: { $type: 'string' } },
      };
      const duplicate = (name: string): unknown => expect.objectContaining({ kind: 'duplicate-key', index: name });

      rule('refuse a second document with the same value, naming the index', async () => {
        const collection = await given([{ _id: 1, email: 'a' }], [email]);
        expect(await collection.failure('insertOne', { document: { _id: 2, email: 'a' } })).toEqual(
          duplicate('one_per_email'),
        );
        expect(await collection.run('insertOne', { document: { _id: 2, email: 'A' } })).toEqual({ insertedId: 2 });
      });

      rule('refuse an update to a taken value, and change nothing', async () => {
        const collection = await given(
          [
            { _id: 1, email: 'a' },
            { _id: 2, email: 'b' },
          ],
          [email],
        );
        const request = { filter: { _id: 2 }, update: { $set: { email: 'a', name: 'x' } } };
        expect(await collection.failure('updateOne', request)).toEqual(duplicate('one_per_email'));
        expect(await collection.one({ _id: 2 })).toEqual({ _id: 2, email: 'b' });
      });

      rule('take null and missing for one value', async () => {
        const collection = await given([{ _id: 1, email: null }], [email]);
        expect(await collection.failure('insertOne', { document: { _id: 2 } })).toEqual(duplicate('one_per_email'));
      });

      rule('tell types apart', async () => {
        const collection = await given([], [email]);
        const documents = [
          { email: '1' },
          { email: 1 },
          { email: true },
          { email: oid(1) },
          { email: oid(1).$oid },
          { email: date('2026-01-01T00:00:00Z') },
        ];
        expect((await collection.run('insertMany', { documents })).insertedIds).toHaveLength(6);
        expect(await collection.failure('insertOne', { document: { email: { $numberDouble: '1.0' } } })).toEqual(
          duplicate('one_per_email'),
        );
      });

      rule('over several fields refuse only the whole combination', async () => {
        const collection = await given(
          [{ _id: 1, a: 1, b: 1 }],
          [{ name: 'a_b', keys: { a: 1, b: -1 }, unique: true }],
        );
        expect(await collection.run('insertOne', { document: { _id: 2, a: 1, b: 2 } })).toEqual({ insertedId: 2 });
        expect(await collection.failure('insertOne', { document: { _id: 3, a: 1, b: 1 } })).toEqual(duplicate('a_b'));
      });

      rule('on a nested field', async () => {
        const collection = await given(
          [{ _id: 1, a: { b: 1 } }],
          [{ name: 'nested', keys: { 'a.b': 1 }, unique: true }],
        );
        expect(await collection.failure('insertOne', { document: { _id: 2, a: { b: 1 } } })).toEqual(
          duplicate('nested'),
        );
      });

      rule('that are partial leave the others alone', async () => {
        const collection = await given([{ _id: 1, email: 'a', live: true }], [live]);
        await collection.run('insertOne', { document: { _id: 2, email: 'a', live: false } });
        await collection.run('insertOne', { document: { _id: 3, email: 'a' } });
        expect(await collection.failure('insertOne', { document: { _id: 4, email: 'a', live: true } })).toEqual(
          duplicate('one_live_per_email'),
        );
        expect(await collection.failure('updateOne', { filter: { _id: 2 }, update: { $set: { live: true } } })).toEqual(
          duplicate('one_live_per_email'),
        );
        await collection.run('updateOne', { filter: { _id: 1 }, update: { $set: { live: false } } });
        expect(await collection.run('updateOne', { filter: { _id: 2 }, update: { $set: { live: true } } })).toEqual({
          matchedCount: 1,
          modifiedCount: 1,
        });
        expect(await collection.ids({ email: 'a', live: true })).toEqual([2]);
      });

      rule('that are partial by type let any number of nulls in', async () => {
        const collection = await given(
          [
            { _id: 1, seller: 1, number: null },
            { _id: 2, seller: 1 },
            { _id: 3, seller: 1, number: '1' },
          ],
          [number],
        );
        expect(await collection.failure('insertOne', { document: { _id: 4, seller: 1, number: '1' } })).toEqual(
          duplicate('one_per_number'),
        );
        expect(await collection.run('insertOne', { document: { _id: 4, seller: 2, number: '1' } })).toEqual({
          insertedId: 4,
        });
        expect(await collection.ids({ seller: 1, number: '1' })).toEqual([3]);
        expect(await collection.ids({ seller: 1, number: null })).toEqual([1, 2]);
      });

      rule('name the right one of several', async () => {
        const collection = await given(
          [{ _id: 1, email: 'a', phone: '1' }],
          [email, { name: 'one_per_phone', keys: { phone: 1 }, unique: true }],
        );
        expect(await collection.failure('insertOne', { document: { _id: 2, email: 'b', phone: '1' } })).toEqual(
          duplicate('one_per_phone'),
        );
      });

      rule('hold among 30 documents inserted at once', async () => {
        const collection = await given([], [email]);
        const outcomes = await Promise.all(
          Array.from({ length: 30 }, (_, _id) => collection.attempt('insertOne', { document: { _id, email: 'a' } })),
        );
        expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
        expect(outcomes.flatMap((reply) => (reply.ok ? [] : [reply.failure.kind]))).toEqual(
          Array.from({ length: 29 }, () => 'duplicate-key'),
        );
      });
    });

    describe('aggregating', () => {
      const sales: EjsonDocument[] = [
        { _id: 1, at: 'x', n: 2, price: 10, tags: ['a', 'b'], owner: oid(1) },
        { _id: 2, at: 'y', n: 1, price: 5, tags: ['b'], owner: oid(2) },
        { _id: 3, at: 'x', n: 4, price: 1, tags: [], owner: oid(1) },
        { _id: 4, at: 'z', n: 1 },
      ];
      const pipelines: [string, EjsonDocument[], EjsonDocument[]][] = [
        [
          '$match',
          [{ $match: { at: 'x' } }, { $sort: { _id: 1 } }, { $project: { n: 1 } }],
          [
            { _id: 1, n: 2 },
            { _id: 3, n: 4 },
          ],
        ],
        [
          '$sort $skip $limit',
          [{ $sort: { n: -1, _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
          [{ _id: 1 }, { _id: 2 }],
        ],
        [
          '$limit before $sort',
          [{ $sort: { _id: 1 } }, { $limit: 2 }, { $sort: { n: 1 } }, { $project: { _id: 1 } }],
          [{ _id: 2 }, { _id: 1 }],
        ],
        ['$count', [{ $match: { at: 'x' } }, { $count: 'total' }], [{ total: 2 }]],
        ['$count of nothing is no document', [{ $match: { at: 'q' } }, { $count: 'total' }], []],
        [
          '$group with $sum, $avg, $min, $max, $first, $push',
          [
            { $sort: { _id: 1 } },
            {
              $group: {
                _id: '$at',
                n: { $sum: '$n' },
                many: { $sum: 1 },
                mean: { $avg: '$n' },
                least: { $min: '$price' },
                most: { $max: '$price' },
                first: { $first: '$_id' },
                all: { $push: '$_id' },
              },
            },
            { $sort: { _id: 1 } },
          ],
          [
            { _id: 'x', n: 6, many: 2, mean: 3, least: 1, most: 10, first: 1, all: [1, 3] },
            { _id: 'y', n: 1, many: 1, mean: 1, least: 5, most: 5, first: 2, all: [2] },
            { _id: 'z', n: 1, many: 1, mean: 1, least: null, most: null, first: 4, all: [4] },
          ],
        ],
        [
          '$group by an ObjectId',
          [{ $group: { _id: '$owner', n: { $sum: '$n' } } }, { $sort: { _id: 1 } }],
          [
            { _id: null, n: 1 },
            { _id: oid(1), n: 6 },
            { _id: oid(2), n: 1 },
          ],
        ],
        [
          '$group of everything',
          [{ $group: { _id: null, worth: { $sum: { $multiply: ['$n', '$price'] } } } }],
          [{ _id: null, worth: 29 }],
        ],
        [
          '$group by two fields',
          [
            { $match: { at: { $in: ['x', 'y'] } } },
            { $group: { _id: { at: '$at', n: '$n' } } },
            { $sort: { '_id.at': 1, '_id.n': 1 } },
          ],
          [{ _id: { at: 'x', n: 2 } }, { _id: { at: 'x', n: 4 } }, { _id: { at: 'y', n: 1 } }],
        ],
        [
          '$unwind',
          [{ $sort: { _id: 1 } }, { $unwind: '$tags' }, { $project: { tags: 1 } }],
          [
            { _id: 1, tags: 'a' },
            { _id: 1, tags: 'b' },
            { _id: 2, tags: 'b' },
          ],
        ],
        [
          '$unwind keeping the empty',
          [
            { $match: { _id: { $gte: 3 } } },
            { $sort: { _id: 1 } },
            { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
            { $project: { tags: 1 } },
          ],
          [{ _id: 3 }, { _id: 4 }],
        ],
        [
          '$addFields',
          [
            { $match: { _id: 1 } },
            { $addFields: { worth: { $multiply: ['$n', '$price'] } } },
            { $project: { worth: 1 } },
          ],
          [{ _id: 1, worth: 20 }],
        ],
        ['$set and $unset', [{ $match: { _id: 4 } }, { $set: { m: 1 } }, { $unset: 'n' }], [{ _id: 4, at: 'z', m: 1 }]],
        [
          '$project computing',
          [{ $match: { _id: 1 } }, { $project: { _id: 0, twice: { $add: ['$n', '$n'] }, many: { $size: '$tags' } } }],
          [{ twice: 4, many: 2 }],
        ],
        [
          '$project by condition',
          [
            { $match: { _id: { $lte: 2 } } },
            { $sort: { _id: 1 } },
            { $project: { size: { $cond: [{ $gt: ['$n', 1] }, 'big', 'small'] } } },
          ],
          [
            { _id: 1, size: 'big' },
            { _id: 2, size: 'small' },
          ],
        ],
        [
          '$facet',
          [
            { $match: { n: { $gte: 1 } } },
            {
              $facet: {
                page: [{ $sort: { _id: 1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
                total: [{ $count: 'n' }],
              },
            },
          ],
          [{ page: [{ _id: 1 }], total: [{ n: 4 }] }],
        ],
        [
          '$match after $group',
          [{ $group: { _id: '$at', many: { $sum: 1 } } }, { $match: { many: { $gt: 1 } } }],
          [{ _id: 'x', many: 2 }],
        ],
        ['$replaceRoot', [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { k: '$at' } } }], [{ k: 'x' }]],
        ['$sortByCount', [{ $match: { at: 'x' } }, { $sortByCount: '$at' }], [{ _id: 'x', count: 2 }]],
        ['$match with $expr', [{ $match: { $expr: { $eq: ['$n', 4] } } }, { $project: { _id: 1 } }], [{ _id: 3 }]],
        ['two $match', [{ $match: { at: 'x' } }, { $match: { n: 4 } }, { $project: { _id: 1 } }], [{ _id: 3 }]],
        [
          'an empty pipeline',
          [{ $match: {} }, { $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
          [{ _id: 4 }],
        ],
      ];
      for (const indexes of [[], [index('by_at', { at: 1, n: 1 }), index('by_n', { n: 1 })]]) {
        const how = indexes.length === 0 ? 'without an index' : 'with an index';
        let collection: Promise<Tried> | undefined;
        for (const [title, pipeline, expected] of pipelines) {
          rule(`${title}, ${how}`, async () => {
            collection ??= given(sales, indexes);
            const { documents } = await (await collection).run('aggregate', { pipeline });
            expect(documents.map(normal)).toEqual(expected.map(normal));
          });
        }
      }

      const worked = (id: number, fields: EjsonDocument): EjsonDocument => ({
        _id: id,
        who: oid(1),
        kind: 'a',
        n: 1,
        from: date('2026-01-01T10:15:00.250Z'),
        to: date('2026-01-01T12:15:00.500Z'),
        ...fields,
      });
      const hour = { $dateToString: { date: '$from', format: '%Y-%m-%dT%H' } };
      const length = { $subtract: ['$to', '$from'] };
      const byWhoAndHour = [
        { $match: { kind: 'a' } },
        { $group: { _id: { who: '$who', hour }, many: { $sum: 1 }, n: { $sum: '$n' }, ms: { $sum: length } } },
      ];
      const byKindOfN = [{ $match: { kind: 'a' } }, { $group: { _id: '$n', many: { $sum: 1 } } }];
      const ofAll = [{ $match: { kind: 'a' } }, { $group: { _id: null, n: { $sum: '$n' }, ms: { $sum: length } } }];
      const at10 = { who: oid(1), hour: '2026-01-01T10' };
      const groupings: [string, EjsonDocument[], EjsonDocument[], EjsonDocument[]][] = [
        [
          'by who and hour',
          [worked(1, {}), worked(2, { n: -3 }), worked(3, { who: oid(2) }), worked(4, { kind: 'b' })],
          byWhoAndHour,
          [
            { _id: at10, many: 2, n: -2, ms: 14_400_500 },
            { _id: { who: oid(2), hour: '2026-01-01T10' }, many: 1, n: 1, ms: 7_200_250 },
          ],
        ],
        [
          'of dates before 1970',
          [worked(1, { from: date('1969-12-31T23:59:59.999Z'), to: date('1970-01-01T00:00:00.001Z') })],
          byWhoAndHour,
          [{ _id: { who: oid(1), hour: '1969-12-31T23' }, many: 1, n: 1, ms: 2 }],
        ],
        [
          'of dates far back, end before start',
          [worked(1, { from: date('1900-03-01T00:00:00.000Z'), to: date('1900-02-28T23:59:59.100Z') })],
          byWhoAndHour,
          [{ _id: { who: oid(1), hour: '1900-03-01T00' }, many: 1, n: 1, ms: -900 }],
        ],
        [
          'with a double among whole numbers',
          [worked(1, { n: 1.5 }), worked(2, { n: -4 })],
          byWhoAndHour,
          [{ _id: at10, many: 2, n: -2.5, ms: 14_400_500 }],
        ],
        [
          'with what is no number',
          [
            worked(1, { n: 'ten' }),
            worked(2, { n: null }),
            worked(3, { n: true }),
            worked(4, { n: [7] }),
            worked(5, {}),
          ],
          byWhoAndHour,
          [{ _id: at10, many: 5, n: 1, ms: 36_001_250 }],
        ],
        ['of nothing', [worked(1, { kind: 'b' })], ofAll, []],
        ['of everything', [worked(1, { n: 2 }), worked(2, { n: 3 })], ofAll, [{ _id: null, n: 5, ms: 14_400_500 }]],
        [
          'by values of several types',
          [
            worked(1, { n: 1 }),
            worked(2, { n: '1' }),
            worked(3, { n: true }),
            worked(4, { n: 1.5 }),
            worked(5, { n: '{"$oid":"' }),
            worked(6, { n: 'å"\n' }),
            worked(7, { n: 1 }),
            worked(8, { n: -0.5 }),
          ],
          byKindOfN,
          [
            { _id: 1, many: 2 },
            { _id: '1', many: 1 },
            { _id: true, many: 1 },
            { _id: 1.5, many: 1 },
            { _id: '{"$oid":"', many: 1 },
            { _id: 'å"\n', many: 1 },
            { _id: -0.5, many: 1 },
          ],
        ],
        [
          'by a value that is missing, null or a document',
          [worked(1, { n: null }), { _id: 2, kind: 'a' }, worked(3, { n: { a: 1 } }), worked(4, { n: { a: 1 } })],
          byKindOfN,
          [
            { _id: null, many: 2 },
            { _id: { a: 1 }, many: 2 },
          ],
        ],
        [
          'with a date that is missing',
          [worked(1, {}), worked(2, { to: null })],
          ofAll,
          [{ _id: null, n: 2, ms: 7_200_250 }],
        ],
      ];
      for (const [title, documents, pipeline, expected] of groupings) {
        rule(`sums ${title}`, async () => {
          const collection = await given(documents, [index('by_kind', { kind: 1 })]);
          const found = await collection.run('aggregate', { pipeline });
          const inOrder = (groups: readonly EjsonDocument[]): unknown[] =>
            groups.map((group) => JSON.stringify(normal(group))).toSorted();
          expect(inOrder(found.documents)).toEqual(inOrder(expected));
        });
      }

      rule('dates group by day', async () => {
        const collection = await given([
          { _id: 1, at: date('2026-01-01T10:00:00Z') },
          { _id: 2, at: date('2026-01-01T22:59:00Z') },
          { _id: 3, at: date('2026-01-01T23:30:00Z') },
        ]);
        const day = { $dateToString: { date: '$at', format: '%Y-%m-%d' } };
        const { documents } = await collection.run('aggregate', {
          pipeline: [{ $group: { _id: day, n: { $sum: 1 } } }],
        });
        expect(documents).toEqual([{ _id: '2026-01-01', n: 3 }]);
      });

      rule('the indexes can be looked for', async () => {
        const collection = await given([{ _id: 1 }], [index('by_a', { a: 1 })]);
        const { documents } = await collection.run('aggregate', { pipeline: [{ $indexStats: {} }] });
        expect(documents.map(({ name: found }) => found)).toEqual(expect.arrayContaining(['_id_', 'by_a']));
      });

      const refused: [string, EjsonDocument[]][] = [
        ['an unknown stage', [{ $launch: {} }]],
        ['a stage with two operators', [{ $match: {}, $limit: 1 }]],
        ['$out', [{ $out: 'elsewhere' }]],
        ['$lookup', [{ $lookup: { from: 'users', localField: 'a', foreignField: 'b', as: 'c' } }]],
        ['$function inside', [{ $match: { $expr: { $function: { body: 'return true', args: [], lang: 'js' } } } }]],
        ['an unknown accumulator', [{ $group: { _id: null, n: { $launch: '$n' } } }]],
        ['$limit 0', [{ $limit: 0 }]],
        ['a $sort by a word', [{ $sort: { a: 'up' } }]],
      ];
      for (const [title, pipeline] of refused) {
        rule(`refuses ${title}`, async () => {
          const collection = await given(sales);
          expect(await collection.kind('aggregate', { pipeline })).toBe('bad-request');
        });
      }
    });

    describe('requests that are wrong', () => {
      const refused: [string, DataAction, EjsonDocument][] = [
        ['an unknown action', 'launch' as DataAction, { filter: {} }],
        ['a filter that is no document', 'find', { filter: [] }],
        ['an update without a filter', 'updateMany', { update: { $set: { a: 1 } } }],
        ['a deletion without a filter', 'deleteMany', {}],
        ['an unknown operator', 'find', { filter: { a: { $launch: 1 } } }],
        ['an unknown operator at the top', 'find', { filter: { $launch: 1 } }],
        [
          'an unknown operator in an update by filter',
          'updateOne',
          { filter: { a: { $launch: 1 } }, update: { $set: { a: 1 } } },
        ],
        ['$where', 'find', { filter: { $where: 'true' } }],
        ['$in without a list', 'find', { filter: { a: { $in: 1 } } }],
        ['$or without a list', 'find', { filter: { $or: { a: 1 } } }],
        ['$elemMatch without a document', 'find', { filter: { a: { $elemMatch: 1 } } }],
        ['a malformed ObjectId', 'find', { filter: { _id: { $oid: 'xyz' } } }],
        ['a malformed date', 'find', { filter: { a: { $date: 'yesterday' } } }],
        ['a malformed regular expression', 'find', { filter: { a: { $regex: '(' } } }],
        ['a sort by 2', 'find', { filter: {}, sort: { a: 2 } }],
      ];
      for (const [title, action, request] of refused) {
        rule(`refuses ${title}`, async () => {
          const collection = await given([{ _id: 1, a: [1] }]);
          expect(await collection.kind(action, request as never)).toBe('bad-request');
        });
      }

      rule('refuses a collection that is no name', async () => {
        const { data } = connect();
        for (const collection of ['', 'system.users', 'a$b', '../x']) {
          expect(await data.run('find', { collection, filter: {} })).toMatchObject({
            ok: false,
            failure: { kind: 'bad-request' },
          });
        }
      });

      rule('answers nothing from a collection that does not exist', async () => {
        const collection = await given([]);
        expect(await collection.run('find', { filter: {} })).toEqual({ documents: [] });
        expect(await collection.run('updateOne', { filter: { a: 1 }, update: { $set: { a: 2 } } })).toEqual({
          matchedCount: 0,
          modifiedCount: 0,
        });
      });
    });

    describe('holding a time in a crew calendar', () => {
      const at = (hour: number): { $date: string } => date(`2026-06-01T${String(hour).padStart(2, '0')}:00:00.000Z`);
      const hold = (holdId: Ejson, bookingId: Ejson, start: number, end: number): EjsonDocument => ({
        holdId,
        bookingId,
        start: at(start),
        end: at(end),
      });
      /** As in the architecture: open, no hold of another booking that overlaps, no unavailability that does. */
      const taking = (holdId: Ejson, bookingId: Ejson, start: number, end: number): DataActionRequest<'updateOne'> => ({
        filter: {
          _id: oid(1),
          open: true,
          holds: {
            $not: { $elemMatch: { bookingId: { $ne: bookingId }, start: { $lt: at(end) }, end: { $gt: at(start) } } },
          },
          unavailable: { $not: { $elemMatch: { start: { $lt: at(end) }, end: { $gt: at(start) } } } },
        },
        update: { $push: { holds: hold(holdId, bookingId, start, end) }, $inc: { version: 1 } },
      });
      const calendar = (holds: EjsonDocument[] = []): EjsonDocument => ({
        _id: oid(1),
        open: true,
        holds,
        unavailable: [{ start: at(20), end: at(22) }],
        version: 1,
      });
      const won = { matchedCount: 1, modifiedCount: 1 };
      const lost = { matchedCount: 0, modifiedCount: 0 };

      rule('succeeds where nothing overlaps, back to back included', async () => {
        const collection = await given([calendar([hold(oid(10), oid(11), 8, 10)])]);
        expect(await collection.run('updateOne', taking(oid(20), oid(21), 10, 12))).toEqual(won);
        expect(await collection.run('updateOne', taking(oid(30), oid(31), 6, 8))).toEqual(won);
        expect(await collection.one({})).toMatchObject({
          version: 3,
          holds: [{ holdId: oid(10) }, { holdId: oid(20), end: at(12) }, { holdId: oid(30) }],
        });
      });

      rule('fails where another booking or an unavailability overlaps, or the calendar is closed', async () => {
        const collection = await given([calendar([hold(oid(10), oid(11), 8, 10)])]);
        expect(await collection.run('updateOne', taking(oid(20), oid(21), 9, 11))).toEqual(lost);
        expect(await collection.run('updateOne', taking(oid(20), oid(21), 7, 11))).toEqual(lost);
        expect(await collection.run('updateOne', taking(oid(20), oid(21), 21, 23))).toEqual(lost);
        await collection.run('updateOne', { filter: { _id: oid(1) }, update: { $set: { open: false } } });
        expect(await collection.run('updateOne', taking(oid(20), oid(21), 12, 13))).toEqual(lost);
      });

      rule('lets a booking hold a second time for itself, and release the first by its id', async () => {
        const collection = await given([calendar([hold(oid(10), oid(11), 8, 10)])]);
        expect(await collection.run('updateOne', taking(oid(12), oid(11), 9, 11))).toEqual(won);
        const release = {
          filter: { _id: oid(1), 'holds.holdId': oid(10) },
          update: { $pull: { holds: { holdId: oid(10) } }, $inc: { version: 1 } },
        };
        expect(await collection.run('updateOne', release)).toEqual(won);
        expect(await collection.run('updateOne', release)).toEqual(lost);
        expect(await collection.one({})).toMatchObject({ holds: [{ holdId: oid(12) }] });
      });

      rule('goes to exactly one of 50 at once', async () => {
        const collection = await given([calendar()]);
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, n) =>
            collection.run('updateOne', taking(oid(100 + n), oid(200 + n), 8 + (n % 3), 12)),
          ),
        );
        expect(answers.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
        expect(((await collection.one({})) as unknown as { holds: unknown[] }).holds).toHaveLength(1);
      });

      rule('loses no increment among 50 at once', async () => {
        const collection = await given([{ _id: 1, n: 0 }]);
        await Promise.all(
          Array.from({ length: 50 }, () =>
            collection.run('updateOne', { filter: { _id: 1 }, update: { $inc: { n: 1 } } }),
          ),
        );
        expect(await collection.one({})).toEqual({ _id: 1, n: 50 });
      });
    });
  });
}

type DataActionRequest<A extends DataAction> = Omit<DataActions[A]['request'], 'collection'>;

/** A collection under test. */
class Tried {
  readonly #connection: Connection;
  readonly #name: string;

  constructor(connection: Connection, name: string) {
    this.#connection = connection;
    this.#name = name;
  }

  attempt<A extends DataAction>(action: A, request: DataActionRequest<A>): ReturnType<DataApi['run']> {
    return this.#connection.data.run(action, { collection: this.#name, ...request } as DataActions[A]['request']);
  }

  /** Carries out what must succeed. */
  async run<A extends DataAction>(action: A, request: DataActionRequest<A>): Promise<DataActions[A]['answer']> {
    const reply = await this.attempt(action, request);
    if (!reply.ok) throw new Error(`${action} failed: ${JSON.stringify(reply.failure)}`);
    return reply.answer;
  }

  /** Carries out what must fail, and says how. */
  async failure<A extends DataAction>(action: A, request: DataActionRequest<A>): Promise<DataFailure> {
    const reply = await this.attempt(action, request);
    if (reply.ok) throw new Error(`${action} succeeded: ${JSON.stringify(reply.answer)}`);
    return reply.failure;
  }

  async kind<A extends DataAction>(action: A, request: DataActionRequest<A>): Promise<DataFailure['kind']> {
    return (await this.failure(action, request)).kind;
  }

  async one(filter: EjsonDocument): Promise<EjsonDocument> {
    const { document } = await this.run('findOne', { filter });
    if (document === null) throw new Error('no document');
    return normal(document);
  }

  /** The ids of what matches, in the order of the ids. */
  async ids(filter: EjsonDocument): Promise<Ejson[]> {
    return this.idsInOrder({ filter, sort: { _id: 1 } });
  }

  async idsInOrder(request: Partial<DataActionRequest<'find'>>): Promise<Ejson[]> {
    const { documents } = await this.run('find', { filter: {}, ...request });
    return documents.map(({ _id = null }) => _id);
  }

  async index(indexes: readonly IndexDeclaration[]): Promise<void> {
    const reply = await this.#connection.admin.ensureIndexes({ name: this.#name, indexes });
    if (!reply.ok) throw new Error(reply.failure.message);
  }
}

/** EJSON has more than one way to write a value; this is one of them. */
const normal = <T extends Ejson>(value: T): T => toEjson(fromEjson(value)) as T;
const oid = (n: number): { $oid: string } => ({ $oid: n.toString(16).padStart(24, '0') });
const date = (iso: string): { $date: string } => ({ $date: new Date(iso).toISOString() });
const index = (name: string, keys: IndexDeclaration['keys']): IndexDeclaration => ({ name, keys });
