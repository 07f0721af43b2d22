import { MongoClient, type Db } from 'mongodb';
import type { DataAction, DataApi } from '../../src/shared/data-api.ts';
import { collections } from '../../workers/data-api/collections.ts';
import { carryOut } from '../../workers/data-api/engines/mongodb/actions.ts';
import { createIndexes } from '../../workers/data-api/engines/mongodb/create-indexes.ts';
import { failureOfMongo, messageOfMongo } from '../../workers/data-api/engines/mongodb/failures.ts';
import { PlainError } from '../lib/running.ts';
import { legacyCollections } from './source.ts';

/** The store that is filled, by the same contract on every engine. */
export interface Target {
  data: DataApi;
  close: () => Promise<void>;
}

/** A MongoDB, straight by the driver and with every declared index: what the data-api Worker would make of it. */
export async function openMongoTarget(uri: string, database = 'thenorsound'): Promise<Target> {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    ignoreUndefined: true,
  });
  try {
    await client.connect();
    const db = client.db(database);
    await requireNotOld(db);
    await Promise.all(collections.map((declaration) => createIndexes(db.collection(declaration.name), declaration)));
    return {
      data: {
        run: async <A extends DataAction>(action: A, request: never) => {
          const { collection } = request as { collection: string };
          try {
            const answer = await carryOut(db.collection(collection), { action, request }, 'import');
            return { ok: true, answer } as never;
          } catch (error) {
            return { ok: false, failure: failureOfMongo(error, { writes: true, sent: true }) } as never;
          }
        },
      },
      close: () => client.close(),
    };
  } catch (cause) {
    await client.close();
    if (cause instanceof PlainError) throw cause;
    throw new PlainError(`The new database cannot be used: ${messageOfMongo(cause)}`);
  }
}

/** The old system's collections have names that ours have too: in one database the import would write over what it reads. */
async function requireNotOld(db: Db): Promise<void> {
  for (const name of legacyCollections) {
    const first = await db.collection(name).findOne();
    if (first && !('version' in first)) {
      throw new PlainError(
        `${db.databaseName} is the old system's database: name another for this one with --database`,
      );
    }
  }
}
