import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { CollectionDeclaration, IndexDeclaration } from '../../src/shared/data-api.ts';
import { drivingDocument, everyDocument } from '../../src/shared/stored.ts';
import { collections } from '../../workers/data-api/collections.ts';
import { formatted } from './formatted.ts';
import { root } from './workers.ts';

/** Where the page is, relative to the repository's folder. */
export const PAGE = 'docs/stored-documents.md';

/** A stored schema, and what its source says about it. */
interface Stored {
  schema: z.ZodObject;
  about: string;
  /** The comment above a field, by the field's name. */
  comments: ReadonlyMap<string, string>;
}

/** A collection as one Worker opens it: what is in it, by which schemas. */
interface Opened {
  owner: string;
  schemas: string[];
}

/**
 * The page docs/stored-documents.md, made of what the code declares: the collections (`workers/data-api/collections.ts`),
 * who opens them with which schema (`openCollection`), and the schemas with their comments. Throws where these do not
 * fit together: a collection that is opened but not declared, declared but never opened, or opened by two Workers.
 */
export async function storedDocumentsPage(): Promise<string> {
  const opened = openedCollections();
  const stored = await storedSchemas();
  const declared = collections.toSorted((one, other) => one.name.localeCompare(other.name));
  const inboxes = declared.filter(({ name }) => name.startsWith('inbox_'));
  const others = declared.filter((declaration) => !inboxes.includes(declaration));

  for (const name of opened.keys()) {
    if (!others.some((declaration) => declaration.name === name)) throw new Error(`${name} is opened, not declared`);
  }
  const sections = others.map((declaration) => {
    const { owner, schemas } = known(opened, declaration.name, 'opened by no Worker');
    return { declaration, owner, documents: schemas.map((name) => known(stored, name, 'no stored schema')) };
  });

  return formatted(
    [
      '# Stored documents',
      '',
      `Made from the code by \`node scripts/stored-documents.ts\`; a test fails when it is out of date. One database, one owner`,
      'for each collection: only that Worker reads or writes it, everybody else asks it over RPC.',
      '',
      'ObjectId, Date and so on are BSON types. A field that may be absent is marked *optional*. Money is whole öre, an enum is',
      'the number of the specification. Documents are parsed when they are read: a field too many is tolerated, one that is',
      'missing is an error in the log and a 500. Every collection is unique by `_id` besides the indexes listed.',
      '',
      '## All of them',
      '',
      '| Collection | Owner | What one document is |',
      '| --- | --- | --- |',
      ...sections.map(
        ({ declaration: { name }, owner, documents }) =>
          `| [\`${name}\`](#${name.toLowerCase()}) | ${owner} | ${documents.map(({ about }) => firstSentence(about)).join(' / ')} |`,
      ),
      `| [\`inbox_<worker>\`](#inbox_worker) | each that hears events | A message that this Worker has dealt with. |`,
      '',
      '## Fields of every document',
      '',
      'In the tables below these are left out.',
      '',
      '| Field | Stored as | |',
      '| --- | --- | --- |',
      '| `version` | integer | Counts the changes that a client can see: the ETag. |',
      '| `createdAt`, `updatedAt` | Date | |',
      '',
      'A **driving** document, whose state is the truth for what spans several (ADR 0005, ADR 0015), has besides:',
      '',
      '| Field | Stored as | |',
      '| --- | --- | --- |',
      '| `outbox` | array of { id, type, version, occurredAt, traceId, data } | Events until every subscriber has them. |',
      '| `unsettledSince` | Date, *optional* | From the first write until all follow-ups are done: sweeps find work by it. |',
      '',
      ...sections.flatMap(({ declaration, owner, documents }) => section(declaration, owner, documents)),
      '## inbox_worker',
      '',
      `One each for ${inboxes.map(({ name }) => `\`${name}\``).join(', ')}: a message (\`_id\`, ObjectId) that this subscriber has`,
      'dealt with, and when (`at`, Date). It is written last, after the effect.',
      '',
      ...indexTable(inboxes[0]?.indexes ?? []),
    ].join('\n'),
    PAGE,
  );
}

/** Who opens which collection with which schemas, as `deps.ts` and the gateway's `worker.ts` say. */
function openedCollections(): Map<string, Opened> {
  const opened = new Map<string, Opened>();
  for (const file of globSync('workers/**/{deps,worker}.ts', { cwd: root }).toSorted()) {
    const owner = dirname(file).replace(/^workers\/(domains\/)?/, '');
    for (const [, name = '', schema = ''] of source(file).matchAll(/openCollection\([^']*'(\w+)',\s*(\w+)/g)) {
      const before = opened.get(name);
      if (before && before.owner !== owner) throw new Error(`${name} is opened by ${before.owner} and by ${owner}`);
      opened.set(name, { owner, schemas: [...(before?.schemas ?? []), schema] });
    }
  }
  return opened;
}

/** Every stored schema that a Worker exports, by its name. */
async function storedSchemas(): Promise<Map<string, Stored>> {
  const files = globSync('workers/**/*.documents.ts', { cwd: root });
  const all = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(join(root, file))) as Record<string, unknown>;
      return Object.entries(exported).flatMap(([name, schema]) =>
        schema instanceof z.ZodObject ? [[name, { schema, ...commentsOn(name, source(file)) }] as const] : [],
      );
    }),
  );
  return new Map(all.flat());
}

/** The comments on a schema and on its fields: the code's own words, found by their place in the text. */
function commentsOn(name: string, text: string): Omit<Stored, 'schema'> {
  const start = text.indexOf(`export const ${name} = `);
  const above = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*$/.exec(text.slice(0, start))?.[1] ?? '';
  const body = text.slice(start, text.indexOf('\n});', start));
  const fields = body.matchAll(/\n {2}\/\*\*((?:(?!\*\/)[^])*)\*\/\n {2}(\w+):/g);
  return {
    about: plain(above),
    comments: new Map([...fields].map(([, comment = '', field = '']) => [field, plain(comment)])),
  };
}

const plain = (comment: string): string =>
  comment
    .replaceAll(/\s*\n\s*\* ?/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

const firstSentence = (text: string): string => /^(?:\([^)]*\)|[^.(])*[.](?=\s|$)/.exec(text)?.[0] ?? text;

function section({ name, indexes }: CollectionDeclaration, owner: string, documents: readonly Stored[]): string[] {
  return [
    `## ${name}`,
    '',
    ...documents.flatMap(({ schema, about, comments }) => [
      `${about} ${isDriving(schema) ? 'Driving document of' : 'Owner:'} ${owner}.`.trim(),
      '',
      '| Field | Stored as | |',
      '| --- | --- | --- |',
      ...Object.entries(schema.shape)
        .filter(([field]) => !(field in everyDocument) && !(isDriving(schema) && field in drivingDocument))
        .flatMap(([field, type]) => rows(field, type, comments.get(field) ?? '')),
      '',
    ]),
    ...indexTable(indexes),
  ];
}

/** The row of a field, and where it is an object, or an array of them, those of the fields inside. */
function rows(path: string, type: unknown, comment: string): string[] {
  const inside = objectIn(path, type);
  return [
    `| \`${path}\` | ${typeOf(type)} | ${comment} |`,
    ...(inside
      ? Object.entries(inside.shape).flatMap(([field, inner]) => rows(`${inside.path}.${field}`, inner, ''))
      : []),
  ];
}

function objectIn(path: string, type: unknown): { path: string; shape: z.ZodRawShape } | null {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault) {
    return objectIn(path, type.unwrap());
  }
  if (type instanceof z.ZodArray) return objectIn(`${path}[]`, type.element);
  return type instanceof z.ZodObject ? { path, shape: type.shape } : null;
}

const isDriving = ({ shape }: z.ZodObject): boolean => Object.keys(drivingDocument).every((field) => field in shape);

function indexTable(indexes: readonly IndexDeclaration[]): string[] {
  if (indexes.length === 0) return ['No index besides `_id`.', ''];
  return [
    '| Index | Keys | |',
    '| --- | --- | --- |',
    ...indexes.map(({ name, keys, unique, partial, expireAfterSeconds }) => {
      const order = Object.entries(keys).map(([field, direction]) =>
        direction === 1 ? field : `${field} (descending)`,
      );
      const notes = [
        ...(unique ? ['unique'] : []),
        ...(partial ? [`only where \`${JSON.stringify(partial)}\``] : []),
        ...(expireAfterSeconds === undefined ? [] : [`TTL: ${expireAfterSeconds} s after`]),
      ];
      return `| ${name} | ${order.join(', ')} | ${notes.join(', ')} |`;
    }),
    '',
  ];
}

/** How a field is stored, in words. */
function typeOf(type: unknown): string {
  if (type instanceof z.ZodOptional) return `${typeOf(type.unwrap())}, *optional*`;
  if (type instanceof z.ZodDefault) return `${typeOf(type.unwrap())}, *optional*`;
  if (type instanceof z.ZodNullable) return `${typeOf(type.unwrap())} or null`;
  if (type instanceof z.ZodArray) return `array of ${typeOf(type.element)}`;
  if (type instanceof z.ZodCodec) return codecOf(type);
  if (type instanceof z.ZodObject || type instanceof z.ZodRecord) return 'object';
  if (type instanceof z.ZodEnum) return type.options.map((option) => `\`${option}\``).join(', ');
  if (type instanceof z.ZodLiteral) return [...type.values].map((value) => `\`${value}\``).join(', ');
  if (type instanceof z.ZodUnion) return type.options.map(typeOf).join(', ');
  if (type instanceof z.ZodNumberFormat) return 'integer';
  if (type instanceof z.ZodISODate) return 'string (a day, YYYY-MM-DD)';
  if (type instanceof z.ZodString || type instanceof z.ZodStringFormat) return 'string';
  if (type instanceof z.ZodBoolean) return 'boolean';
  throw new Error(`no words for a field of type ${(type as z.ZodType).def.type}: say it in ${import.meta.filename}`);
}

/** Ids, dates and enums are stored as something other than what they are inside. */
function codecOf(codec: z.ZodCodec): string {
  const { in: stored, out: inside } = codec.def;
  if (stored instanceof z.ZodObject && '$oid' in stored.shape) return 'ObjectId';
  if (stored instanceof z.ZodObject && '$date' in stored.shape) return 'Date';
  if (inside instanceof z.ZodEnum) {
    return `integer: ${inside.options.map((name) => `${String(z.encode(codec, name))} ${name}`).join(', ')}`;
  }
  throw new Error(`no words for a codec: say it in ${import.meta.filename}`);
}

const source = (file: string): string => readFileSync(join(root, file), 'utf8');

function known<V>(map: ReadonlyMap<string, V>, name: string, problem: string): V {
  const found = map.get(name);
  if (found === undefined) throw new Error(`${name}: ${problem}`);
  return found;
}
