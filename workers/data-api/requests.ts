import type { DataAction, DataActions, Ejson, EjsonDocument } from '#shared/data-api';
import { BadRequest } from './failures.ts';

/** An action with its request, checked at the door: the engines rely on the shape. */
export type DataRequest = { [A in DataAction]: { action: A; request: DataActions[A]['request'] } }[DataAction];

const mostDocuments = 50_000;
const collectionName = /^[A-Za-z_][A-Za-z0-9_-]{0,119}$/;

// Run code, reach other collections, or need what only one engine has: refused on both.
const refusedOperators = new Set([
  '$where',
  '$function',
  '$accumulator',
  '$jsonSchema',
  '$text',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$lookup',
  '$unionWith',
]);
const stages = new Set([
  '$match',
  '$group',
  '$sort',
  '$project',
  '$limit',
  '$skip',
  '$count',
  '$unwind',
  '$facet',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$sortByCount',
  '$indexStats',
]);
const ejsonMarkers = new Set([
  '$oid',
  '$date',
  '$numberInt',
  '$numberLong',
  '$numberDouble',
  '$numberDecimal',
  '$binary',
  '$uuid',
  '$regularExpression',
  '$timestamp',
  '$minKey',
  '$maxKey',
]);

/** Checks that a request has the shape of its action. Throws BadRequest saying what is wrong. */
export function parseRequest(action: string, request: unknown): DataRequest {
  if (!isDocument(request)) throw new BadRequest('the request must be a document');
  const { collection } = request;
  if (typeof collection !== 'string' || !collectionName.test(collection))
    throw new BadRequest('collection must be a name');

  switch (action) {
    case 'findOne':
      return { action, request: { collection, filter: filterOf(request), ...viewOf(request) } };
    case 'find': {
      const limit = countOf(request, 'limit', 1, mostDocuments);
      const skip = countOf(request, 'skip', 0, Number.MAX_SAFE_INTEGER);
      const paging = { ...(limit !== undefined && { limit }), ...(skip !== undefined && { skip }) };
      return { action, request: { collection, filter: filterOf(request), ...viewOf(request), ...paging } };
    }
    case 'insertOne':
      return { action, request: { collection, document: storable(request['document']) } };
    case 'insertMany': {
      const { documents } = request;
      if (!isList(documents) || documents.length === 0)
        throw new BadRequest('documents must be a list of at least one document');
      return { action, request: { collection, documents: documents.map(storable) } };
    }
    case 'updateOne':
    case 'updateMany':
      return { action, request: { collection, filter: filterOf(request, true), ...updateOf(request) } };
    case 'deleteOne':
    case 'deleteMany':
      return { action, request: { collection, filter: filterOf(request, true) } };
    case 'aggregate':
      return { action, request: { collection, pipeline: pipelineOf(request) } };
    default:
      throw new BadRequest(`unknown action: ${action}`);
  }
}

function filterOf(request: EjsonDocument, needed = false): EjsonDocument {
  const { filter } = request;
  if (filter === undefined && !needed) return {};
  if (!isDocument(filter)) throw new BadRequest('filter must be a document');
  refuseOperators(filter);
  return filter;
}

function viewOf(request: EjsonDocument): { projection?: EjsonDocument; sort?: EjsonDocument } {
  const { projection, sort } = request;
  if (projection !== undefined) {
    if (!isDocument(projection)) throw new BadRequest('projection must be a document');
    refuseOperators(projection);
  }
  return { ...(projection !== undefined && { projection }), ...(sort !== undefined && { sort: sortOf(sort) }) };
}

function sortOf(sort: Ejson): EjsonDocument {
  if (!isDocument(sort) || !Object.values(sort).every((direction) => direction === 1 || direction === -1)) {
    throw new BadRequest('sort must give each field 1 or -1');
  }
  return sort;
}

function updateOf(
  request: EjsonDocument,
): Pick<DataActions['updateOne']['request'], 'update' | 'upsert' | 'arrayFilters'> {
  const { update, upsert, arrayFilters } = request;
  if (!isDocument(update)) throw new BadRequest('update must be a document');
  const operators = Object.entries(update);
  // Without operators it would replace the document, which the contract does not offer.
  if (operators.length === 0 || !operators.every(([operator]) => operator.startsWith('$')))
    throw new BadRequest('update must consist of update operators');
  for (const [operator, fields] of operators) {
    if (!isDocument(fields)) throw new BadRequest(`${operator} must be given a document`);
    if (operator === '$set' || operator === '$setOnInsert')
      Object.values(fields).forEach((value) => refuseDollarFields(value));
  }
  if (upsert !== undefined && typeof upsert !== 'boolean') throw new BadRequest('upsert must be true or false');
  if (arrayFilters !== undefined) {
    if (!isList(arrayFilters) || !arrayFilters.every(isDocument))
      throw new BadRequest('arrayFilters must be a list of documents');
    arrayFilters.forEach((filter) => refuseOperators(filter));
  }
  return { update, ...(upsert !== undefined && { upsert }), ...(arrayFilters !== undefined && { arrayFilters }) };
}

function pipelineOf(request: EjsonDocument): EjsonDocument[] {
  const { pipeline } = request;
  if (!isList(pipeline) || !pipeline.every(isDocument)) throw new BadRequest('pipeline must be a list of stages');
  pipeline.forEach((stage) => assertStage(stage));
  return [...pipeline];
}

function assertStage(stage: EjsonDocument): void {
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0) throw new BadRequest('a stage has exactly one operator');
  if (!stages.has(name)) throw new BadRequest(`unknown or refused stage: ${name}`);
  const specification = stage[name];
  if (name === '$sort') sortOf(specification ?? null);
  if (name === '$limit') countOf({ limit: specification ?? null }, 'limit', 1, Number.MAX_SAFE_INTEGER);
  if (name === '$skip') countOf({ skip: specification ?? null }, 'skip', 0, Number.MAX_SAFE_INTEGER);
  if (name === '$facet') {
    if (!isDocument(specification)) throw new BadRequest('$facet must be given a document');
    for (const branch of Object.values(specification)) pipelineOf({ pipeline: branch });
  }
  refuseOperators(specification ?? null);
}

function storable(document: Ejson | undefined): EjsonDocument {
  if (!isDocument(document)) throw new BadRequest('document must be a document');
  if (Object.keys(document).some((field) => ejsonMarkers.has(field)))
    throw new BadRequest('document must be a document');
  refuseDollarFields(document);
  const id = document['_id'];
  if (isList(id) || (isDocument(id) && '$regularExpression' in id))
    throw new BadRequest('_id cannot be an array or a regular expression');
  return document;
}

/** Field names that begin with a dollar would be operators somewhere else: nothing like that is stored. */
function refuseDollarFields(value: Ejson): void {
  if (isList(value)) return value.forEach(refuseDollarFields);
  if (!isDocument(value)) return;
  const fields = Object.keys(value);
  if (fields.some((field) => ejsonMarkers.has(field))) return;
  for (const field of fields) {
    if (field.startsWith('$')) throw new BadRequest(`a stored field cannot begin with a dollar sign: ${field}`);
    refuseDollarFields(value[field] ?? null);
  }
}

function refuseOperators(value: Ejson): void {
  if (isList(value)) return value.forEach(refuseOperators);
  if (!isDocument(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    if (refusedOperators.has(field)) throw new BadRequest(`${field} is not offered`);
    refuseOperators(inner);
  }
}

function countOf(request: EjsonDocument, name: 'limit' | 'skip', least: number, most: number): number | undefined {
  const count = request[name];
  if (count === undefined) return undefined;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < least || count > most) {
    throw new BadRequest(`${name} must be a whole number from ${least} to ${most}`);
  }
  return count;
}

const isList = (value: unknown): value is readonly Ejson[] => Array.isArray(value);
const isDocument = (value: unknown): value is EjsonDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
