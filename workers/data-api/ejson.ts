import { EJSON, ObjectId } from 'bson';
import type { Ejson, EjsonDocument } from '#shared/data-api';
import { BadRequest } from './failures.ts';

/** A document as the engines work with it: BSON types as objects of `bson`, dates as `Date`. */
export type Document = { [field: string]: unknown };

const deepest = 100;
const lastIsoYear = 9999;
const objectIdHex = /^[0-9a-f]{24}$/i;
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

// Left to `bson`: no field of the product has these types.
const rareMarkers = new Set([
  '$numberDecimal',
  '$binary',
  '$uuid',
  '$timestamp',
  '$minKey',
  '$maxKey',
  '$symbol',
  '$code',
  '$dbPointer',
  '$undefined',
]);

/**
 * Reads relaxed (or canonical) EJSON. `bson` does it too, but by way of JSON text; every candidate of a query passes here.
 * Throws BadRequest for a malformed marker, `__proto__` and documents nested deeper than 100 levels.
 */
export function fromEjson(value: Ejson, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) throw new BadRequest(`documents nest at most ${deepest} levels deep`);
  if (isList(value)) return value.map((item) => fromEjson(item, depth + 1));

  const document: Document = {};
  for (const field in value) {
    const inner = value[field] as Ejson;
    if (field.charCodeAt(0) === 36 /* $ */) {
      const marked = fromMarker(field, inner, value);
      if (marked !== undefined) return marked.value;
    } else if (field === '__proto__') {
      throw new BadRequest('a field cannot be called __proto__');
    }
    document[field] = fromEjson(inner, depth + 1);
  }
  return document;
}

/** As `fromEjson`, for what must be a document. */
export const documentFromEjson = (value: EjsonDocument): Document => fromEjson(value) as Document;

/**
 * Writes relaxed EJSON. Dates of the years 0-9999 always carry milliseconds, so that their text sorts as they do
 * (sort-keys.ts relies on it); `bson` would leave `.000` out.
 */
export function toEjson(value: unknown): Ejson {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  if (typeof value !== 'object') return typeof value === 'bigint' ? Number(value) : (value as Ejson);
  if (Array.isArray(value)) return value.map(toEjson);
  if (value instanceof Date) return dateToEjson(value);
  if (isObjectId(value)) return { $oid: value.toHexString() };
  if (value instanceof RegExp)
    return { $regularExpression: { pattern: value.source, options: bsonOptions(value.flags) } };
  if ('_bsontype' in value) return EJSON.serialize(value, { relaxed: true });

  const document: { [field: string]: Ejson } = {};
  for (const [field, inner] of Object.entries(value)) {
    if (inner !== undefined) document[field] = toEjson(inner);
  }
  return document;
}

/** As `toEjson`, for a document. */
export const documentToEjson = (document: Document): EjsonDocument => toEjson(document) as EjsonDocument;

/** Told by its mark, not its class: the driver brings its own copy of `bson`. */
export function isObjectId(value: unknown): value is ObjectId {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'ObjectId';
}

/** Whether a date has the sortable ISO form; the others (before year 0, after 9999) are kept as a number. */
export function hasIsoForm(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= lastIsoYear;
}

function fromMarker(marker: string, inner: Ejson, whole: EjsonDocument): { value: unknown } | undefined {
  switch (marker) {
    case '$oid':
      if (typeof inner !== 'string' || !objectIdHex.test(inner)) throw new BadRequest('$oid must be 24 hex digits');
      // Not by way of its bytes (`createFromHexString`): a Buffer costs a hundred times as much as the rest.
      return { value: new ObjectId(inner) };
    case '$date':
      return { value: dateFromEjson(inner) };
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return { value: numberFromEjson(marker, inner) };
    case '$regularExpression':
      return { value: regexFromEjson(inner) };
    default:
      if (!rareMarkers.has(marker)) return undefined;
      try {
        return { value: EJSON.deserialize(whole, { relaxed: true }) };
      } catch (error) {
        // `bson` says in its own words what is wrong with the marker.
        throw new BadRequest(`${marker}: ${error instanceof Error ? error.message : 'malformed'}`);
      }
  }
}

function dateFromEjson(inner: Ejson): Date {
  const instant =
    typeof inner === 'string' && isoInstant.test(inner)
      ? Date.parse(inner)
      : typeof inner === 'number'
        ? inner
        : isDocument(inner) && typeof inner['$numberLong'] === 'string'
          ? Number(inner['$numberLong'])
          : Number.NaN;
  const date = new Date(instant);
  if (Number.isNaN(date.getTime()))
    throw new BadRequest('$date must be an ISO 8601 instant or a number of milliseconds');
  return date;
}

function numberFromEjson(marker: string, inner: Ejson): number {
  const special = inner === 'NaN' || inner === 'Infinity' || inner === '-Infinity';
  const number = typeof inner === 'string' && inner.trim() !== '' ? Number(inner) : Number.NaN;
  if (Number.isNaN(number) && !special) throw new BadRequest(`${marker} must be a number in a string`);
  if (marker !== '$numberDouble' && !Number.isInteger(number)) throw new BadRequest(`${marker} must be a whole number`);
  return number;
}

function regexFromEjson(inner: Ejson): RegExp {
  if (!isDocument(inner) || typeof inner['pattern'] !== 'string')
    throw new BadRequest('$regularExpression needs a pattern');
  const options = inner['options'] ?? '';
  if (typeof options !== 'string' || !/^[ims]*$/.test(options))
    throw new BadRequest('a regular expression has the options i, m, s');
  try {
    return new RegExp(inner['pattern'], options);
  } catch {
    // The only failure of this constructor is a malformed pattern.
    throw new BadRequest('malformed regular expression');
  }
}

function dateToEjson(date: Date): Ejson {
  return { $date: hasIsoForm(date) ? date.toISOString() : { $numberLong: String(date.getTime()) } };
}

const bsonOptions = (flags: string): string => flags.replaceAll(/[^ims]/g, '');
const isList = (value: Ejson): value is readonly Ejson[] => Array.isArray(value);
const isDocument = (value: Ejson): value is EjsonDocument =>
  typeof value === 'object' && value !== null && !isList(value);
