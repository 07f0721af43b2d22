import { MongoClient } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { mongodOrSkip } from './mongod.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

describe.skipIf(!mongod)('a mongod for tests', () => {
  test('keeps over a crash what it has acknowledged', async () => {
    if (!mongod) return;
    const client = new MongoClient(mongod.uri, { serverSelectionTimeoutMS: 20_000 });
    const kept = client.db('kept').collection('kept');
    await kept.insertOne({ written: 'before' }, { writeConcern: { w: 'majority', j: true } });
    await mongod.crash();
    await mongod.restart();
    expect(await kept.countDocuments()).toBe(1);
    await client.close();
  });
});
