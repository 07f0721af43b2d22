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
import { type Document, isObjectId } from '../../ejson.ts';
import { comparatorOf } from './compare-values.ts';

/**
 * mingo with MongoDB's semantics where its own differ: it knows no ObjectId in `$type`, and sorts types (ObjectIds, null
 * and missing) in another order.
 */
const context = Context.init({
  accumulator: accumulators,
  expression: expressions,
  projection: projections,
  query: { ...predicates, $type: typePredicate },
  // The type of this option is the intersection of all stages' types, which no stage has.
  pipeline: { ...stages, $sort: sortStage as typeof stages.$sort },
});

/** Options for everything that runs in mingo. No code runs from a request. */
export const matching: Partial<Options> = { context, scriptEnabled: false };

/** Compiles a filter. Throws MingoError for an unknown operator. */
export function matcherOf(filter: Document): (document: Document) => boolean {
  const query = new Query(filter, matching);
  return (document) => query.test(document);
}

/** Applies a projection to documents that match `filter` (which positional projections need). */
export function project(documents: Iterable<Document>, projection: Document, filter: Document): Document[] {
  return new Query(filter, matching).find<Document>(documents, projection).all();
}

/** Runs stages over documents, which are read as they are needed. */
export function runPipeline(documents: Iterable<Document>, pipeline: readonly Document[]): Document[] {
  return new Aggregator([...pipeline], matching).run<Document>(documents);
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
