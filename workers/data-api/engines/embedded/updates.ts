import { ObjectId } from 'bson';
import { Query } from 'mingo/query';
import { type Modifier, update as applyWithMingo } from 'mingo/updater';
import { type Document, isObjectId } from '../../ejson.ts';
import { BadRequest } from '../../failures.ts';
import { compareValues } from './compare-values.ts';
import { matching } from './matching.ts';

export interface Update {
  operators: Document;
  arrayFilters: readonly Document[];
  /** The filter that found the document: positional `$` takes the element that it matched. */
  filter: Document;
}

const operators = new Set([
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$push',
  '$pull',
  '$pullAll',
  '$addToSet',
  '$pop',
  '$rename',
  '$setOnInsert',
  '$currentDate',
]);
const onNumbers = new Set(['$inc', '$mul']);
const onArrays = new Set(['$push', '$addToSet', '$pull', '$pullAll', '$pop']);
/** Operators for which a place that does not exist is nothing to do, where the others would make it. */
const onlyWhatIsThere = new Set(['$unset', '$pull', '$pullAll', '$pop', '$rename']);
const pushModifiers = new Set(['$each', '$slice', '$sort', '$position']);

/** Throws BadRequest for what MongoDB refuses whatever the document: unknown operators, conflicting paths, wrong operands. */
export function assertUpdate({ operators: wanted, arrayFilters }: Update): void {
  const paths: string[] = [];
  for (const [operator, fields] of Object.entries(wanted)) {
    if (!operators.has(operator)) throw new BadRequest(`unknown update operator: ${operator}`);
    for (const [path, operand] of Object.entries(fields as Document)) {
      assertPath(path);
      assertOperand(operator, path, operand);
      paths.push(path, ...(operator === '$rename' ? [String(operand)] : []));
    }
  }
  assertNoConflict(paths);
  assertArrayFilters(paths, arrayFilters);
}

/** Applies an update to a document in place. Throws BadRequest where MongoDB refuses it for what the document holds. */
export function applyUpdate(document: Document, update: Update, now: Date): void {
  const id = document['_id'];
  const modifier: { [operator: string]: Document } = {};
  for (const [operator, fields] of Object.entries(update.operators)) {
    if (operator === '$setOnInsert') continue;
    for (const [path, operand] of Object.entries(fields as Document)) {
      if (path === '_id' || path.startsWith('_id.')) {
        // Setting it to what it is changes nothing, and is allowed.
        if (operator === '$set' && path === '_id' && compareValues(id, operand) === 0) continue;
        throw new BadRequest('_id cannot be changed');
      }
      for (const place of placesOf(document, path, update)) {
        if (!isApplicable(document, operator, place)) continue;
        const step = inMingosWords(document, operator, place, operand, now);
        if (step !== undefined) (modifier[step.operator] ??= {})[place] = step.operand;
      }
    }
  }
  applyWithMingo(document, modifier as Modifier<Document>, [], {}, { cloneMode: 'deep', queryOptions: matching });
}

/** The document that an upsert inserts: what the filter says must be equal, then the update, then `$setOnInsert`. */
export function documentToInsert(update: Update, now: Date): Document {
  const document: Document = {};
  for (const [path, value] of equalities(update.filter)) setAt(document, path, value);
  const { _id: idToSet, ...set } = (update.operators['$set'] ?? {}) as Document;
  const { _id: idOnInsert, ...onInsert } = (update.operators['$setOnInsert'] ?? {}) as Document;
  const id = document['_id'] ?? idToSet ?? idOnInsert ?? new ObjectId();
  const inserted = { _id: id, ...document };
  applyUpdate(inserted, { ...update, operators: { ...update.operators, $set: { ...set, ...onInsert } } }, now);
  return inserted;
}

/** An operator as mingo carries it out as MongoDB does; undefined where there is nothing to do. */
function inMingosWords(
  document: Document,
  operator: string,
  place: string,
  operand: unknown,
  now: Date,
): { operator: string; operand: unknown } | undefined {
  if (operator === '$currentDate') return { operator: '$set', operand: now };
  if (operator !== '$addToSet') return { operator, operand };
  // mingo would also take out what was there twice before.
  const present = valueAt(document, place);
  const set: unknown[] = Array.isArray(present) ? [...present] : [];
  const before = set.length;
  const values: unknown[] = isPlain(operand) && Array.isArray(operand['$each']) ? operand['$each'] : [operand];
  for (const value of values) {
    if (!set.some((element) => compareValues(element, value) === 0)) set.push(value);
  }
  return set.length === before && present !== undefined
    ? undefined
    : { operator: '$push', operand: { $each: set.slice(before) } };
}

function assertPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) throw new BadRequest(`malformed path: "${path}"`);
  if (parts.includes('__proto__')) throw new BadRequest('a field cannot be called __proto__');
  if (parts[0]?.startsWith('$') === true) throw new BadRequest(`a path cannot begin with a dollar sign: ${path}`);
  for (const part of parts.slice(1)) {
    if (part.startsWith('$') && part !== '$' && !/^\$\[(?:[a-z][a-zA-Z0-9]*)?\]$/.test(part))
      throw new BadRequest(`malformed path: ${path}`);
  }
}

function assertOperand(operator: string, path: string, operand: unknown): void {
  if (onNumbers.has(operator) && typeof operand !== 'number')
    throw new BadRequest(`${operator} needs a number for ${path}`);
  if (operator === '$pop' && operand !== 1 && operand !== -1) throw new BadRequest(`$pop takes 1 or -1 for ${path}`);
  if (operator === '$pullAll' && !Array.isArray(operand)) throw new BadRequest(`$pullAll needs an array for ${path}`);
  if (operator === '$rename' && typeof operand !== 'string') throw new BadRequest(`$rename needs a name for ${path}`);
  if (operator !== '$push' && operator !== '$addToSet') return;
  if (!isPlain(operand) || !Object.keys(operand).some((name) => name.startsWith('$'))) return;
  const allowed = operator === '$push' ? pushModifiers : new Set(['$each']);
  for (const name of Object.keys(operand)) {
    if (!allowed.has(name)) throw new BadRequest(`unknown modifier of ${operator}: ${name}`);
  }
  if (!Array.isArray(operand['$each'])) throw new BadRequest(`$each of ${operator} must be an array`);
  for (const name of ['$slice', '$position']) {
    if (name in operand && !Number.isInteger(operand[name]))
      throw new BadRequest(`${name} of $push must be a whole number`);
  }
}

function assertNoConflict(paths: readonly string[]): void {
  const sorted = paths.toSorted();
  for (const [at, path] of sorted.entries()) {
    const clash = sorted.find((other, place) => place !== at && (other === path || other.startsWith(`${path}.`)));
    if (clash !== undefined) throw new BadRequest(`updating ${clash} conflicts with updating ${path}`);
  }
}

function assertArrayFilters(paths: readonly string[], filters: readonly Document[]): void {
  const used = new Set(paths.flatMap((path) => [...path.matchAll(/\$\[([a-z]\w*)\]/g)].map(([, name]) => name ?? '')));
  const given = new Set(filters.flatMap((filter) => Object.keys(filter).map(identifierOf)));
  for (const name of used) if (!given.has(name)) throw new BadRequest(`no array filter for ${name}`);
  for (const name of given) if (!used.has(name)) throw new BadRequest(`the array filter for ${name} is not used`);
}

/** The paths without positional parts that a path stands for in this document. */
function placesOf(document: Document, path: string, update: Update): string[] {
  if (!path.includes('$')) return [path];
  let places = [''];
  for (const part of path.split('.')) {
    places = places.flatMap((place) => {
      if (!part.startsWith('$')) return [joined(place, part)];
      const array = valueAt(document, place);
      if (!Array.isArray(array)) throw new BadRequest(`${place} is no array, as ${path} needs`);
      return matchedElements(array, part, place, update).map((at) => joined(place, String(at)));
    });
  }
  return places;
}

function matchedElements(
  array: readonly unknown[],
  part: string,
  place: string,
  { filter, arrayFilters }: Update,
): number[] {
  if (part === '$[]') return [...array.keys()];
  if (part === '$') {
    const conditions = conditionsOn(filter, place);
    const found =
      conditions.length === 0 ? -1 : array.findIndex((element) => conditions.every((matches) => matches(element)));
    if (found === -1) throw new BadRequest('the positional operator found no match in the filter');
    return [found];
  }
  const name = part.slice(2, -1);
  const queries = arrayFilters
    .filter((candidate) => Object.keys(candidate).some((key) => identifierOf(key) === name))
    .map((conditions) => new Query(conditions, matching));
  return [...array.keys()].filter((at) => queries.every((query) => query.test({ [name]: array[at] })));
}

/** What a filter asks of the elements of the array at `place`, as tests of one element. */
function conditionsOn(filter: Document, place: string): ((element: unknown) => boolean)[] {
  return Object.entries(filter).flatMap(([field, condition]) => {
    if (field === '$and' && Array.isArray(condition))
      return condition.flatMap((part: Document) => conditionsOn(part, place));
    if (field !== place && !field.startsWith(`${place}.`)) return [];
    const query = new Query({ [`array${field.slice(place.length)}`]: condition }, matching);
    return [(element: unknown): boolean => query.test({ array: [element] })];
  });
}

/** Whether an operator has something to do at a place. Throws BadRequest where the value there forbids it. */
function isApplicable(document: Document, operator: string, place: string): boolean {
  const parts = place.split('.');
  const last = parts.pop() ?? '';
  let holder: unknown = document;
  for (const part of parts) {
    const inner = childOf(holder, part);
    if (inner === undefined) return !onlyWhatIsThere.has(operator);
    if (!isPlain(inner) && !Array.isArray(inner)) return refuseToEnter(operator, place);
    holder = inner;
  }
  if (Array.isArray(holder) && !/^\d+$/.test(last)) return refuseToEnter(operator, place);
  const value = childOf(holder, last);
  if (value === undefined) return !onlyWhatIsThere.has(operator);
  if (onNumbers.has(operator) && typeof value !== 'number')
    throw new BadRequest(`${operator} cannot be applied to ${place}, which is no number`);
  if (onArrays.has(operator) && !Array.isArray(value))
    throw new BadRequest(`${operator} cannot be applied to ${place}, which is no array`);
  return true;
}

function refuseToEnter(operator: string, place: string): false {
  if (onlyWhatIsThere.has(operator)) return false;
  throw new BadRequest(`cannot create the field ${place}: what is on the way is no document`);
}

/** The paths to which a filter assigns one value: by equality at the top level or within `$and`. */
function equalities(filter: Document): [string, unknown][] {
  return Object.entries(filter).flatMap(([field, condition]): [string, unknown][] => {
    if (field === '$and' && Array.isArray(condition)) return condition.flatMap((part: Document) => equalities(part));
    if (field.startsWith('$') || condition instanceof RegExp) return [];
    if (!isPlain(condition) || !Object.keys(condition).some((name) => name.startsWith('$')))
      return [[field, condition]];
    return '$eq' in condition ? [[field, condition['$eq']]] : [];
  });
}

function setAt(document: Document, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let holder = document;
  for (const part of parts) {
    const inner = holder[part] ?? {};
    if (!isPlain(inner)) throw new BadRequest(`the filter of the upsert contradicts itself at ${path}`);
    holder[part] = inner;
    holder = inner;
  }
  holder[last] = value;
}

function valueAt(document: Document, place: string): unknown {
  return place.split('.').reduce<unknown>(childOf, document);
}

function childOf(holder: unknown, part: string): unknown {
  if (typeof holder !== 'object' || holder === null || isObjectId(holder)) return undefined;
  return Object.hasOwn(holder, part) ? Reflect.get(holder, part) : undefined;
}

const identifierOf = (key: string): string => key.split('.')[0] ?? '';
const joined = (place: string, part: string): string => (place === '' ? part : `${place}.${part}`);
const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
