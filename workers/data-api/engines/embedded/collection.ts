import { ObjectId } from 'bson';
import type { CollectionDeclaration, DataAction, DataActions, EjsonDocument, IndexDeclaration } from '#shared/data-api';
import { messageOf } from '#shared/errors';
import { type Document, documentFromEjson, documentToEjson, toEjson } from '../../ejson.ts';
import type { Explanation } from '../../engine.ts';
import { BadRequest, DuplicateKey } from '../../failures.ts';
import type { DataRequest } from '../../requests.ts';
import { comparatorOf } from './compare-values.ts';
import { groupInSql } from './group-in-sql.ts';
import {
  applyDeclaration,
  assertIndexable,
  createdIndexes,
  createTables,
  indexedFields,
  keyColumns,
  violatedIndex,
} from './indexes.ts';
import { matcherOf, project, runPipeline } from './matching.ts';
import { type KeyColumns, type Narrowing, orderBy, partialIndex, type PartialIndex, pushDown } from './push-down.ts';
import { idKey } from './sort-keys.ts';
import { execute, firstRow, type Sql, type SqlValue } from './sql.ts';
import { deleteExpired, nextExpiry } from './ttl.ts';
import { applyUpdate, assertUpdate, documentToInsert, type Update } from './updates.ts';

/** Which documents, in which order, which part of them. */
interface Selection {
  filter: Document;
  sort?: Document;
  skip?: number;
  limit?: number;
}

/** A document as it is stored, read (or not yet) from its text. */
interface Stored {
  position: number;
  body: string;
}

/** A statement, and what is left to do to its rows. */
interface Plan {
  statement: string;
  bindings: SqlValue[];
  /** Decides on each row where SQL has only narrowed. */
  matches: ((document: Document) => boolean) | undefined;
  /** Whether the statement itself skips and limits. */
  pages: boolean;
  /** Whether the rows come in no order and must be sorted. */
  sortsHere: boolean;
}

const defaultLimit = 1_000;
const everything = 0x7fff_ffff;

/**
 * One collection over SQLite: SQL narrows by index, mingo decides. Every method is one synchronous turn, so nothing comes
 * between what it reads and what it writes.
 */
export class Collection {
  readonly #sql: Sql;
  readonly #name: string;
  readonly #now: () => Date;
  #indexes: readonly IndexDeclaration[] = [];
  #columns: KeyColumns = new Map();
  #partials: readonly PartialIndex[] = [];

  /** Opens the collection; with a declaration its indexes are made what that says. */
  constructor(sql: Sql, name: string, declaration: CollectionDeclaration | undefined, now = (): Date => new Date()) {
    this.#sql = sql;
    this.#name = name;
    this.#now = now;
    createTables(sql);
    this.declare(declaration ?? { name, indexes: createdIndexes(sql) });
  }

  /** Creates, changes and drops indexes until they are the declared ones. */
  declare(declaration: CollectionDeclaration): void {
    applyDeclaration(this.#sql, declaration);
    this.#indexes = declaration.indexes;
    this.#columns = keyColumns(declaration.indexes);
    this.#partials = declaration.indexes.flatMap(({ partial }) =>
      partial === undefined ? [] : [partialIndex(partial, this.#columns)],
    );
  }

  /** Carries out an action. Throws BadRequest and DuplicateKey. */
  run({ action, request }: DataRequest): DataActions[DataAction]['answer'] {
    switch (action) {
      case 'findOne':
        return { document: this.#find(request, 1)[0] ?? null };
      case 'find':
        return { documents: this.#find(request, request.limit ?? defaultLimit) };
      case 'insertOne':
        return { insertedId: this.#insert(documentFromEjson(request.document)) };
      case 'insertMany':
        // In order, and what came before a refused one stays, as in MongoDB.
        return { insertedIds: request.documents.map((document) => this.#insert(documentFromEjson(document))) };
      case 'updateOne':
        return this.#update(request, 1);
      case 'updateMany':
        return this.#sql.transaction(() => this.#update(request, everything));
      case 'deleteOne':
        return { deletedCount: this.#delete(documentFromEjson(request.filter), 1) };
      case 'deleteMany':
        return { deletedCount: this.#delete(documentFromEjson(request.filter), everything) };
      case 'aggregate':
        return { documents: this.#aggregate(request.pipeline.map(documentFromEjson)) };
    }
  }

  /** As `run`, the answer as JSON: documents that are wanted whole go out as the text they are stored as. */
  runAsText(asked: DataRequest): string {
    const { action, request } = asked;
    if ((action !== 'find' && action !== 'findOne') || Object.keys(request.projection ?? {}).length > 0)
      return JSON.stringify(this.run(asked));
    const limit = action === 'findOne' ? 1 : (request.limit ?? defaultLimit);
    const bodies = Array.from(this.#read({ ...selectionOf(request), limit }), ({ body }) => body);
    return action === 'findOne' ? `{"document":${bodies[0] ?? 'null'}}` : `{"documents":[${bodies.join()}]}`;
  }

  /** SQLite's plan for finding the documents of a request. */
  explain({ action, request }: DataRequest): Explanation {
    if (action === 'insertOne' || action === 'insertMany') throw new BadRequest('an insert looks for nothing');
    const { selection } =
      action === 'aggregate' ? leading(request.pipeline.map(documentFromEjson)) : { selection: selectionOf(request) };
    const { statement, bindings, sortsHere } = this.#select(selection);
    const plan = [...this.#sql.exec(`EXPLAIN QUERY PLAN ${statement}`, ...bindings)].map((row) =>
      String(row['detail']),
    );
    const reads = plan.filter((step) => /^(SCAN|SEARCH) documents\b/.test(step));
    return {
      usesIndex: reads.length > 0 && reads.every((step) => / USING .*(INDEX|PRIMARY KEY)/.test(step)),
      indexes: [...new Set(reads.flatMap((step) => / USING (?:COVERING )?INDEX (\S+)/.exec(step)?.[1] ?? []))].map(
        (name) => (name.startsWith('sqlite_autoindex') ? '_id_' : name),
      ),
      sortsInMemory: sortsHere || plan.some((step) => step.startsWith('USE TEMP B-TREE FOR ORDER BY')),
      plan,
    };
  }

  /** Deletes what has expired; answers when to do it again. */
  deleteExpired(): Date | undefined {
    return deleteExpired(this.#sql, this.#indexes, this.#columns, this.#now());
  }

  /** When the next document expires, undefined where nothing does. */
  nextExpiry(): Date | undefined {
    return nextExpiry(this.#sql, this.#indexes, this.#columns);
  }

  #find(request: DataActions['find']['request'], limit: number): EjsonDocument[] {
    const selection = { ...selectionOf(request), limit };
    const projection = documentFromEjson(request.projection ?? {});
    const found = this.#read(selection);
    if (Object.keys(projection).length === 0) return Array.from(found, ({ body }) => JSON.parse(body) as EjsonDocument);
    return project(documentsOf(found), projection, selection.filter).map(documentToEjson);
  }

  #aggregate(pipeline: readonly Document[]): EjsonDocument[] {
    if ('$indexStats' in (pipeline[0] ?? {}))
      return runPipeline(this.#indexStats(), pipeline.slice(1)).map(documentToEjson);
    const { selection, rest } = leading(pipeline);
    const counted = this.#countInSql(selection, rest);
    if (counted !== undefined) return counted;
    const grouped = this.#groupInSql(selection, rest[0]?.['$group']);
    if (grouped !== undefined) {
      const more = rest.slice(1);
      return more.length === 0 ? grouped : runPipeline(grouped.map(documentFromEjson), more).map(documentToEjson);
    }
    if (rest.length === 0) return Array.from(this.#read(selection), ({ body }) => JSON.parse(body) as EjsonDocument);
    return runPipeline(documentsOf(this.#read(selection)), rest).map(documentToEjson);
  }

  /** `$match` then `$count`, where indexes decide the match alone: no document is read. */
  #countInSql(selection: Selection, rest: readonly Document[]): EjsonDocument[] | undefined {
    const name = rest[0]?.['$count'];
    if (
      rest.length !== 1 ||
      typeof name !== 'string' ||
      name === '' ||
      selection.skip !== undefined ||
      selection.limit !== undefined
    )
      return undefined;
    const narrowing = this.#narrow(selection.filter);
    if (!narrowing.exact) return undefined;
    const row = firstRow(this.#sql, `SELECT count(*) AS n FROM documents${whereOf(narrowing)}`, ...narrowing.bindings);
    const count = Number(row?.['n'] ?? 0);
    return count === 0 ? [] : [{ [name]: count }];
  }

  /** `$match` then `$group`, where indexes decide the match alone and SQL can add up: no document is read here. */
  #groupInSql(selection: Selection, group: unknown): EjsonDocument[] | undefined {
    // An order before it makes no difference to sums.
    if (selection.skip !== undefined || selection.limit !== undefined) return undefined;
    const translated = groupInSql(group);
    const narrowing = this.#narrow(selection.filter);
    if (translated === undefined || !narrowing.exact) return undefined;
    const rows = this.#sql.exec(translated.statement(whereOf(narrowing)), ...narrowing.bindings);
    return translated.groupsOf(rows);
  }

  #indexStats(): Document[] {
    const declared = this.#indexes.map(({ name, keys, partial, ...options }) => {
      const partialFilter = partial === undefined ? {} : { partialFilterExpression: partial };
      return { name, key: { ...keys }, spec: { name, key: { ...keys }, ...options, ...partialFilter } };
    });
    return [{ name: '_id_', key: { _id: 1 }, spec: { name: '_id_', key: { _id: 1 } } }, ...declared];
  }

  #insert(document: Document): EjsonDocument[string] {
    const { _id = new ObjectId(), ...fields } = document;
    const whole = { _id, ...fields };
    assertIndexable(whole, indexedFields(this.#indexes));
    const ejson = documentToEjson(whole);
    this.#write('INSERT INTO documents (id, body) VALUES (?, ?)', idKey(_id, ejson['_id']), JSON.stringify(ejson));
    return ejson['_id'] ?? null;
  }

  #update(request: DataActions['updateOne']['request'], limit: number): DataActions['updateOne']['answer'] {
    const filter = documentFromEjson(request.filter);
    const update: Update = {
      operators: documentFromEjson(request.update),
      arrayFilters: (request.arrayFilters ?? []).map(documentFromEjson),
      filter,
    };
    assertUpdate(update);

    // Read whole before the first write: an update that moves a document in its index must not meet it again.
    const matched = [...this.#read({ filter, limit })];
    let modifiedCount = 0;
    for (const { position, body } of matched) {
      const document = parsed(body);
      applyUpdate(document, update, this.#now());
      const changed = JSON.stringify(toEjson(document));
      if (changed === body) continue;
      assertIndexable(document, indexedFields(this.#indexes));
      this.#write('UPDATE documents SET body = ? WHERE position = ?', changed, position);
      modifiedCount++;
    }
    if (matched.length > 0 || request.upsert !== true) return { matchedCount: matched.length, modifiedCount };
    return { matchedCount: 0, modifiedCount: 0, upsertedId: this.#insert(documentToInsert(update, this.#now())) };
  }

  #delete(filter: Document, limit: number): number {
    const positions = Array.from(this.#read({ filter, limit }), ({ position }) => position);
    for (const position of positions) execute(this.#sql, 'DELETE FROM documents WHERE position = ?', position);
    return positions.length;
  }

  /** The documents of a selection, each read as it is asked for. */
  *#read(selection: Selection): Generator<Stored> {
    const plan = this.#select(selection);
    const rows = this.#rows(plan, selection);
    const inOrder = plan.sortsHere ? sorted(rows, selection.sort ?? {}) : rows;
    let toSkip = plan.pages ? 0 : (selection.skip ?? 0);
    let left = selection.limit ?? everything;
    if (left === 0) return;
    for (const stored of inOrder) {
      if (toSkip > 0) {
        toSkip--;
        continue;
      }
      yield stored;
      if (--left === 0) return;
    }
  }

  *#rows({ statement, bindings, matches, pages, sortsHere }: Plan, { skip = 0, limit }: Selection): Generator<Stored> {
    // How many rows must be read before enough of them match is not known: read so many, then ever more, each time to the end.
    const first = pages || sortsHere || limit === undefined ? undefined : skip + limit;
    for (let from = 0, count = first; ; count = (count ?? 0) * 4) {
      const rows =
        count === undefined
          ? this.#sql.exec(statement, ...bindings)
          : [...this.#sql.exec(`${statement}${page(count, from)}`, ...bindings, ...offset(from))];
      let read = 0;
      for (const row of rows) {
        read++;
        const body = String(row['body']);
        if (matches === undefined || matches(parsed(body))) yield { position: Number(row['position']), body };
      }
      if (count === undefined || read < count) return;
      from += read;
    }
  }

  /** The statement for a selection, and what is left to do to its rows. */
  #select(selection: Selection): Plan {
    const { filter, sort = {}, skip, limit } = selection;
    const narrowing = this.#narrow(filter);
    const order = Object.keys(sort).length === 0 ? '' : orderBy(sort, this.#columns);
    // A filter that SQL understands whole is a right one; any other is compiled, so that a wrong one is refused whatever
    // the collection holds.
    const matches = narrowing.exact ? undefined : matcherOf(filter);
    const pages = narrowing.exact && order !== undefined && (limit !== undefined || skip !== undefined);
    const ordered = order === undefined || order === '' ? '' : ` ORDER BY ${order}`;
    return {
      statement: `SELECT position, body FROM documents${whereOf(narrowing)}${ordered}${pages ? page(limit, skip) : ''}`,
      bindings: [...narrowing.bindings, ...(pages ? offset(skip) : [])],
      matches,
      pages,
      sortsHere: order === undefined,
    };
  }

  #narrow(filter: Document): Narrowing {
    return pushDown(filter, this.#columns, this.#partials);
  }

  #write(statement: string, ...bindings: SqlValue[]): void {
    try {
      execute(this.#sql, statement, ...bindings);
    } catch (error) {
      const index = violatedIndex(messageOf(error), this.#indexes);
      if (index !== undefined) throw new DuplicateKey(index, this.#name);
      if (/too ?big/i.test(messageOf(error))) throw new BadRequest('the document is too large');
      throw error;
    }
  }
}

/** The stages at the beginning of a pipeline that are a selection, and the rest. */
function leading(pipeline: readonly Document[]): { selection: Selection; rest: readonly Document[] } {
  const selection: Selection = { filter: {} };
  const matches: Document[] = [];
  let at = 0;
  for (; at < pipeline.length; at++) {
    const { $match, $sort, $skip, $limit } = pipeline[at] as Record<string, unknown>;
    const paged = selection.skip !== undefined || selection.limit !== undefined;
    if (isDocument($match) && !paged && selection.sort === undefined) matches.push($match);
    else if (isDocument($sort) && !paged && selection.sort === undefined) selection.sort = $sort;
    else if (isCount($skip, 0) && !paged) selection.skip = $skip;
    else if (isCount($limit, 1) && selection.limit === undefined) selection.limit = $limit;
    else break;
  }
  const [only, ...more] = matches;
  if (only !== undefined) selection.filter = more.length === 0 ? only : { $and: matches };
  return { selection, rest: pipeline.slice(at) };
}

function selectionOf(request: {
  filter: EjsonDocument;
  sort?: EjsonDocument;
  skip?: number;
  limit?: number;
}): Selection {
  return {
    filter: documentFromEjson(request.filter),
    ...(request.sort !== undefined && { sort: documentFromEjson(request.sort) }),
    ...(request.skip !== undefined && { skip: request.skip }),
    ...(request.limit !== undefined && { limit: request.limit }),
  };
}

/** Sorts where no index gives the order: only here are all matches held at once. */
function sorted(rows: Iterable<Stored>, sort: Document): Stored[] {
  const compare = comparatorOf(sort);
  return Array.from(rows, (stored) => ({ stored, document: parsed(stored.body) }))
    .toSorted((a, b) => compare(a.document, b.document))
    .map(({ stored }) => stored);
}

function* documentsOf(found: Iterable<Stored>): Generator<Document> {
  for (const { body } of found) yield parsed(body);
}

/** The limit is written out: a bound one makes SQLite plan the statement anew at each run. */
const page = (limit = -1, skip = 0): string => ` LIMIT ${limit}${skip > 0 ? ' OFFSET ?' : ''}`;
const offset = (skip = 0): number[] => (skip > 0 ? [skip] : []);
const parsed = (body: string): Document => documentFromEjson(JSON.parse(body) as EjsonDocument);
const whereOf = ({ where }: Narrowing): string => (where === '' ? '' : ` WHERE ${where}`);
const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown, least: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least;
