import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import { type Iterator as Stream, Lazy } from 'mingo/lazy';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as predicates from 'mingo/operators/query';
import { Query } from 'mingo/query';
import type { AnyObject, Options } from 'mingo/types';
import { MingoError, resolve } from 'mingo/util';
import { type Document, isObjectId } from '../../ejson.ts';
import { BadRequest } from '../../failures.ts';
import { assertFilter } from './assert-filter.ts';
import { areComparable, comparatorOf, compareValues } from './compare-values.ts';

/**
 * mingo with MongoDB's semantics where its own differ: it knows no ObjectId in `$type`, sorts types (ObjectIds, null and
 * missing) in another order, compares strings by UTF-16, and counts nothing as a document.
 */
const context = Context.init({
  accumulator: accumulators,
  expression: expressions,
  projection: projections,
  query: {
    ...predicates,
    $type: typePredicate,
    $gt: comparison((order) => order > 0),
    $gte: comparison((order) => order >= 0),
    $lt: comparison((order) => order < 0),
    $lte: comparison((order) => order <= 0),
  },
  // The type of this option is the intersection of all stages' types, which no stage has.
  pipeline: { ...stages, $sort: sortStage as typeof stages.$sort, $count: countStage as typeof stages.$count },
});

/** Options for everything that runs in mingo. No code runs from a request. */
export const matching: Partial<Options> = { context, scriptEnabled: false };

/** Compiles a filter. Throws BadRequest, then or when it meets a document, for what it does not understand. */
export function matcherOf(filter: Document): (document: Document) => boolean {
  assertFilter(filter);
  const query = understanding(() => new Query(filter, matching));
  return (document) => understanding(() => query.test(document));
}

/** Applies a projection to documents that match `filter` (which positional projections need). */
export function project(documents: Iterable<Document>, projection: Document, filter: Document): Document[] {
  const { slices, others } = withoutSlices(projection);
  const shortened = Object.keys(slices).length === 0 ? documents : sliced(documents, slices);
  if (Object.keys(others).length === 0) return [...shortened];
  return understanding(() => new Query(filter, matching).find<Document>(shortened, others).all());
}

/** Runs stages over documents, which are read as they are needed. */
export function runPipeline(documents: Iterable<Document>, pipeline: readonly Document[]): Document[] {
  return understanding(() => new Aggregator([...pipeline], matching).run<Document>(documents));
}

/** mingo's errors, and those that JavaScript throws in it for an operand of the wrong type, are about the request. */
function understanding<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MingoError || error instanceof TypeError || error instanceof SyntaxError)
      throw new BadRequest(error.message);
    throw error;
  }
}

/** A projection's `$slice` apart from the rest: it shortens an array and says nothing about other fields; mingo refuses it beside exclusions. */
function withoutSlices(projection: Document): { slices: Document; others: Document } {
  const slices: Document = {};
  const others: Document = {};
  const takes = Object.entries(projection).some(
    ([field, wanted]) => field !== '_id' && (wanted === 1 || wanted === true),
  );
  for (const [field, wanted] of Object.entries(projection)) {
    const slice: unknown =
      typeof wanted === 'object' && wanted !== null && '$slice' in wanted ? wanted.$slice : undefined;
    if (slice === undefined) others[field] = wanted;
    else {
      slices[field] = slice;
      if (takes) others[field] = 1;
    }
  }
  return { slices, others };
}

function* sliced(documents: Iterable<Document>, slices: Document): Generator<Document> {
  for (const document of documents) {
    for (const [field, slice] of Object.entries(slices)) {
      const path = field.split('.');
      const last = path.pop() ?? '';
      const holder = path.reduce<unknown>(
        (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
        document,
      );
      if (typeof holder !== 'object' || holder === null) continue;
      const list: unknown = Reflect.get(holder, last);
      if (Array.isArray(list)) Reflect.set(holder, last, slicedList(list, slice));
    }
    yield document;
  }
}

function slicedList(list: readonly unknown[], slice: unknown): unknown[] {
  if (typeof slice === 'number' && Number.isInteger(slice)) return slice < 0 ? list.slice(slice) : list.slice(0, slice);
  const [from, count]: unknown[] = Array.isArray(slice) ? slice : [];
  if (typeof from !== 'number' || typeof count !== 'number' || count <= 0)
    throw new BadRequest('$slice needs a number, or where to begin and how many');
  const start = from < 0 ? Math.max(0, list.length + from) : from;
  return list.slice(start, start + count);
}

function comparison(accepts: (order: number) => boolean): typeof predicates.$gt {
  return (selector, wanted) => (document) => {
    const found = resolve(document, selector, { unwrapArray: true });
    const candidates: unknown[] = Array.isArray(found) ? [found, ...found] : [found];
    return candidates.some((value) => areComparable(value, wanted) && accepts(compareValues(value, wanted)));
  };
}

function typePredicate(selector: string, wanted: unknown, options: Options): (document: AnyObject) => boolean {
  const names: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const others = names.filter((name) => name !== 'objectId' && name !== 7);
  const isOther = predicates.$type(selector, others, options);
  if (others.length === names.length) return isOther;
  return (document) => isOther(document) || holdsObjectId(document, selector.split('.'));
}

function holdsObjectId(value: unknown, path: readonly string[]): boolean {
  const [part, ...rest] = path;
  if (Array.isArray(value)) return value.some((item) => holdsObjectId(item, path));
  if (part === undefined) return isObjectId(value);
  return typeof value === 'object' && value !== null && holdsObjectId(Reflect.get(value, part), rest);
}

function sortStage(documents: Stream, sort: object): Stream {
  const compare = comparatorOf({ ...sort });
  // The declared type has it the wrong way round: the function gets an array and answers a stream.
  const sorted = (all: object[]): Stream => Lazy(all.toSorted(compare));
  return documents.transform(sorted as never);
}

function countStage(documents: Stream, field: string): Stream {
  if (typeof field !== 'string' || field === '' || field.startsWith('$') || field.includes('.'))
    throw new BadRequest('$count needs a field name');
  const counted = (all: object[]): Stream => Lazy(all.length === 0 ? [] : [{ [field]: all.length }]);
  return documents.transform(counted as never);
}
