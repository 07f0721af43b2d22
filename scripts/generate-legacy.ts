/**
 * `npm run generate-legacy -- --to mongodb://…|<folder> [--users 1000] [--customers 100] [--events 500] [--seed 1]`: fills an
 * empty database (or a folder of export files) with documents as the old system left them, to try an import on.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EJSON, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import { main, PlainError } from './lib/running.ts';
import { FULL_SIZE, legacyDocuments } from './migration/generate-legacy.ts';
import { inBatches } from './migration/in-batches.ts';
import { legacyCollections } from './migration/source.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      users: { type: 'string', default: String(FULL_SIZE.users) },
      customers: { type: 'string', default: String(FULL_SIZE.customers) },
      events: { type: 'string', default: String(FULL_SIZE.events) },
      seed: { type: 'string', default: '1' },
    },
  });
  const { to } = values;
  if (to === undefined) throw new PlainError('Say where to: --to mongodb://… or --to <folder>');
  const size = { users: Number(values.users), customers: Number(values.customers), events: Number(values.events) };
  const now = new Date();
  const documents = (collection: (typeof legacyCollections)[number]) =>
    legacyDocuments(collection, size, now, Number(values.seed));

  if (!to.startsWith('mongodb')) {
    await mkdir(to, { recursive: true });
    for (const collection of legacyCollections) {
      const file = createWriteStream(join(to, `${collection}.json`));
      for (const document of documents(collection)) {
        if (!file.write(`${EJSON.stringify(document, { relaxed: false })}\n`)) await once(file, 'drain');
      }
      file.end();
      await once(file, 'close');
    }
    return;
  }
  const client = await MongoClient.connect(to);
  try {
    const database = client.db(new URL(to.replace(/^mongodb(\+srv)?:/, 'http:')).pathname.slice(1) || 'thenorsound');
    for (const collection of legacyCollections) {
      if ((await database.collection(collection).estimatedDocumentCount()) > 0) {
        throw new PlainError(`${collection} has documents already: nothing was written`);
      }
      await inBatches<Document>(documents(collection), 1_000, 2, async (batch) => {
        await database.collection(collection).insertMany(batch, { ordered: false });
      });
    }
  } finally {
    await client.close();
  }
});
