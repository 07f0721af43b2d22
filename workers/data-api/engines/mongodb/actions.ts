import type { Collection } from 'mongodb';
import type { DataAction, DataActions } from '#shared/data-api';
import { type Document, documentFromEjson, documentToEjson, toEjson } from '../../ejson.ts';
import type { Explanation } from '../../engine.ts';
import { BadRequest } from '../../failures.ts';
import type { DataRequest } from '../../requests.ts';

const defaultLimit = 1_000;

/** Carries out an action with the driver. `comment` marks its commands (see `MongoConnection`). */
export async function carryOut(
  collection: Collection<Document>,
  { action, request }: DataRequest,
  comment: string,
): Promise<DataActions[DataAction]['answer']> {
  switch (action) {
    case 'findOne': {
      const [document] = await find(collection, { ...request, limit: 1 }, comment);
      return { document: document === undefined ? null : documentToEjson(document) };
    }
    case 'find':
      return { documents: (await find(collection, request, comment)).map(documentToEjson) };
    case 'insertOne': {
      const { insertedId } = await collection.insertOne(documentFromEjson(request.document), { comment });
      return { insertedId: toEjson(insertedId) };
    }
    case 'insertMany': {
      const documents = request.documents.map(documentFromEjson);
      await collection.insertMany(documents, { ordered: true, comment });
      // The driver has given every document that came without one its `_id`.
      return { insertedIds: documents.map((document) => toEjson(document['_id'])) };
    }
    case 'updateOne':
    case 'updateMany': {
      const { matchedCount, modifiedCount, upsertedId, upsertedCount } = await collection[action](
        documentFromEjson(request.filter),
        documentFromEjson(request.update),
        {
          comment,
          ...(request.upsert !== undefined && { upsert: request.upsert }),
          ...(request.arrayFilters !== undefined && { arrayFilters: request.arrayFilters.map(documentFromEjson) }),
        },
      );
      return { matchedCount, modifiedCount, ...(upsertedCount > 0 && { upsertedId: toEjson(upsertedId) }) };
    }
    case 'deleteOne':
    case 'deleteMany': {
      const { deletedCount } = await collection[action](documentFromEjson(request.filter), { comment });
      return { deletedCount };
    }
    case 'aggregate': {
      const found = collection.aggregate<Document>(request.pipeline.map(documentFromEjson), { comment });
      return { documents: (await found.toArray()).map(documentToEjson) };
    }
  }
}

/** The server's plan for finding the documents of a request. */
export async function explain(
  collection: Collection<Document>,
  { action, request }: DataRequest,
): Promise<Explanation> {
  if (action === 'insertOne' || action === 'insertMany') throw new BadRequest('an insert looks for nothing');
  const explained: Document =
    action === 'aggregate'
      ? await collection.aggregate(request.pipeline.map(documentFromEjson)).explain('queryPlanner')
      : await cursorOf(collection, request, '').explain('queryPlanner');

  const winning = valuesOf(explained, 'winningPlan');
  const stages = winning.flatMap((plan) => valuesOf(plan, 'stage'));
  const byId = stages.some((stage) => stage === 'IDHACK' || stage === 'EXPRESS_IXSCAN');
  const indexes = [...new Set(winning.flatMap((plan) => valuesOf(plan, 'indexName')).map(String))];
  return {
    usesIndex: (indexes.length > 0 || byId) && !stages.includes('COLLSCAN'),
    indexes: byId && indexes.length === 0 ? ['_id_'] : indexes,
    sortsInMemory: stages.includes('SORT'),
    plan: toEjson(winning),
  };
}

function find(
  collection: Collection<Document>,
  request: DataActions['find']['request'],
  comment: string,
): Promise<Document[]> {
  return cursorOf(collection, request, comment).toArray();
}

function cursorOf(
  collection: Collection<Document>,
  { filter, projection, sort, limit, skip }: Omit<DataActions['find']['request'], 'collection'>,
  comment: string,
): ReturnType<Collection<Document>['find']> {
  return collection.find(documentFromEjson(filter), {
    limit: limit ?? defaultLimit,
    ...(comment !== '' && { comment }),
    ...(projection !== undefined && { projection: documentFromEjson(projection) }),
    ...(sort !== undefined && { sort: documentFromEjson(sort) as Record<string, 1 | -1> }),
    ...(skip !== undefined && { skip }),
  });
}

/** Every value under `name`, however deep: plans differ in shape between server versions. */
function valuesOf(plan: unknown, name: string): unknown[] {
  if (Array.isArray(plan)) return plan.flatMap((part) => valuesOf(part, name));
  if (typeof plan !== 'object' || plan === null) return [];
  return Object.entries(plan).flatMap(([field, value]) =>
    field === name ? [value, ...valuesOf(value, name)] : valuesOf(value, name),
  );
}
