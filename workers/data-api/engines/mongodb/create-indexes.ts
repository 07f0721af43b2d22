import type { Collection, CreateIndexesOptions, IndexDescription } from 'mongodb';
import type { CollectionDeclaration, IndexDeclaration } from '#shared/data-api';
import type { Document } from '../../ejson.ts';

/** The server's words for "an index of this name, or on these keys, is another one". */
const conflicts = new Set([85, 86]);

/**
 * Creates the declared indexes; those that are there already cost one message. An index whose definition has changed is
 * dropped and built anew. Others that the store has are left alone: they may be an operator's.
 */
export async function createIndexes(
  collection: Collection<Document>,
  declaration: CollectionDeclaration,
): Promise<void> {
  if (declaration.indexes.length === 0) return;
  const wanted = declaration.indexes.map(described);
  const options: CreateIndexesOptions = { timeoutMS: longestBuild };
  try {
    await collection.createIndexes(wanted, options);
  } catch (error) {
    if (!isConflict(error)) throw error;
    for (const index of wanted) {
      await createAnew(collection, index, options);
    }
  }
}

async function createAnew(
  collection: Collection<Document>,
  index: IndexDescription & { name: string },
  options: CreateIndexesOptions,
): Promise<void> {
  try {
    await collection.createIndexes([index], options);
  } catch (error) {
    if (!isConflict(error)) throw error;
    await collection.dropIndex(index.name);
    await collection.createIndexes([index], options);
  }
}

function described({
  name,
  keys,
  unique,
  partial,
  expireAfterSeconds,
}: IndexDeclaration): IndexDescription & { name: string } {
  return {
    name,
    key: { ...keys },
    ...(unique !== undefined && { unique }),
    ...(partial !== undefined && { partialFilterExpression: partial }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
  };
}

const longestBuild = 600_000;
const isConflict = (error: unknown): boolean => conflicts.has(Number(Reflect.get(Object(error), 'code')));
