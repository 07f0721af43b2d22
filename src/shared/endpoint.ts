import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { ACTOR_HEADER, actorFromHeader, type Actor, type SignedIn } from './actor.ts';
import { callFor, ended, type Call } from './call.ts';
import type { ReportsErrors } from './error-reports.ts';
import { AppError, invalid, notFound, preconditionFailed, refusalOf, refusalResponse } from './errors.ts';
import type { ErrorCode, FieldProblem } from './errors.ts';
import { log } from './log.ts';
import { admit, type Access } from './permissions.ts';
import { shortHash } from './short-hash.ts';
import { traceFrom } from './trace.ts';

/** Carries the id that the new resource of an idempotent POST will have, so that a second run continues the first. */
export const NEW_ID_HEADER = 'x-thenorsound-new-id';

/** What an endpoint answers with a status. */
interface DeclaredAnswer {
  description: string;
  body: z.ZodType;
  /** It carries an ETag, and a GET can be asked with If-None-Match. */
  etag?: true;
  /** Media types of an answer that is a file: a text or bytes, which a `content-type` header tells from JSON. */
  files?: readonly string[];
  /** Where it never is JSON. */
  onlyFiles?: true;
}
type Answers = Readonly<Record<number, DeclaredAnswer>>;

/** What an endpoint is: enough to route it, to guard it, to parse for it and to document it. */
export interface EndpointSpec {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/bookings/{id}`. */
  path: string;
  access: Access;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** For the rare POST or PUT that may come without a body: it then parses `{}`. */
  bodyOptional?: true;
  /** For the rare POST that takes a file as it is: its media type. `body` then parses its bytes, a `Uint8Array`. */
  bodyFile?: string;
  answers: Answers;
  /** Errors besides the ones that any such endpoint can give. */
  refuses?: readonly ErrorCode[];
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type ActorOf<S extends EndpointSpec> = S['access'] extends 'anyone' ? Actor : SignedIn;

/** What an endpoint's function is given. */
export interface Asked<S extends EndpointSpec, Deps> {
  params: Parsed<S['params']>;
  query: Parsed<S['query']>;
  body: Parsed<S['body']>;
  actor: ActorOf<S>;
  deps: Deps;
  call: Call;
  headers: Headers;
  /** The public address that was asked: `https://api.example.com`. */
  origin: string;
  /** The version that `If-Match` demands; null where the client demands none. */
  ifMatch: number | null;
  /** The id given by the gateway for an idempotent creation, else null. */
  newId: string | null;
}

/** An answer: one of the declared statuses with the body declared for it. */
export type Answer<S extends EndpointSpec> = {
  [Status in keyof S['answers'] & number]: {
    status: Status;
    body: z.input<S['answers'][Status]['body']>;
    headers?: Record<string, string>;
  } & (S['answers'][Status] extends { etag: true } ? { etag: string } : { etag?: never });
}[keyof S['answers'] & number];

/** One endpoint of a Worker: its description and the function behind it. */
export interface Endpoint<Deps> {
  spec: EndpointSpec;
  handle: (asked: never) => Promise<AnyAnswer>;
  /** Holds the type of dependencies the endpoint needs; never set. */
  deps?: Deps;
}

type AnyAnswer = { status: number; body: unknown; etag?: string; headers?: Record<string, string> };

/** Declares an endpoint: `export default endpoint<Deps>()({ ...spec }, async ({ body, actor, deps }) => ...)`. */
export const endpoint =
  <Deps>() =>
  <const S extends EndpointSpec>(spec: S, handle: (asked: Asked<S, Deps>) => Promise<Answer<S>>): Endpoint<Deps> => ({
    spec,
    handle,
  });

/** An answer with one of the endpoint's statuses: `reply(201, toView(booking), { etag, headers: { location } })`. */
export function reply<const Status extends number, Body>(status: Status, body: Body): { status: Status; body: Body };
export function reply<const Status extends number, Body, Extras extends Pick<AnyAnswer, 'etag' | 'headers'>>(
  status: Status,
  body: Body,
  extras: Extras,
): { status: Status; body: Body } & Extras;
export function reply(status: number, body: unknown, extras: Pick<AnyAnswer, 'etag' | 'headers'> = {}): AnyAnswer {
  return { status, body, ...extras };
}

/** The strong ETag of a resource: its version, and a hash of what other Workers mixed in. */
export const etagOf = (version: number, enrichment?: string): string =>
  enrichment === undefined ? `"${version}"` : `"${version}-${enrichment}"`;

/** A short hash of mixed-in data, for an ETag. */
export const hashOf = (value: unknown): Promise<string> => shortHash(JSON.stringify(value), 8);

/** Throws 412 where the client changes what it read in another version. */
export function requireVersion(version: number, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== version) throw preconditionFailed();
}

/**
 * A Worker's HTTP side, from the list of its endpoints: the actor is admitted first, then params, query and body are
 * parsed together so that every bad field is named at once, then the endpoint's function runs.
 */
export function serveEndpoints<Env extends ReportsErrors, Deps>(
  worker: string,
  endpoints: readonly Endpoint<Deps>[],
  depsFrom: (env: Env, call: Call) => Deps,
) {
  const app = new Hono<{ Bindings: Env }>();
  for (const { spec, handle } of endpoints) {
    // Made once: a schema made for each request costs more than what it parses.
    const parsed = { ...spec, query: (spec.query ?? z.object({})).strict() };
    app.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
      answer(worker, parsed, handle as (asked: unknown) => Promise<AnyAnswer>, depsFrom, c),
    );
  }
  app.notFound((c) => {
    const { traceId } = traceFrom(c.req.header('traceparent'));
    return refusalResponse(notFound('The route').refusal, traceId, new Date());
  });
  return {
    fetch: (request: Request, env: Env, context: ExecutionContext) => app.fetch(request, env, context),
    endpoints: endpoints.map(({ spec }) => spec),
  };
}

/** With the query that is parsed: it refuses what it does not name. */
type WithQuery = EndpointSpec & { query: z.ZodObject };

async function answer<Env extends ReportsErrors, Deps>(
  worker: string,
  spec: WithQuery,
  handle: (asked: unknown) => Promise<AnyAnswer>,
  depsFrom: (env: Env, call: Call) => Deps,
  c: Context<{ Bindings: Env }>,
): Promise<Response> {
  const startedAt = Date.now();
  const running = { name: worker, env: c.env, ctx: c.executionCtx };
  const { headers } = c.req.raw;
  const url = new URL(c.req.url);
  const call = callFor(running, traceFrom(headers.get('traceparent')));
  const { traceId } = call.trace;
  let actor: Actor | undefined;
  const respond = async (): Promise<Response> => {
    try {
      actor = actorFromHeader(headers.get(ACTOR_HEADER));
      admit(actor, spec.access);
      const input = await parseRequest(spec, c, url);
      const given = await handle({
        ...input,
        actor,
        deps: depsFrom(c.env, call),
        call,
        headers,
        origin: url.origin,
        ifMatch: versionDemanded(headers.get('if-match')),
        newId: headers.get(NEW_ID_HEADER),
      });
      return successResponse(given, traceId, spec.method === 'get' ? headers.get('if-none-match') : null);
    } catch (error) {
      if (!(error instanceof AppError)) log('error', 'request-failed', { traceId, worker, route: spec.path, error });
      else if (error.cause !== undefined)
        log('warn', 'dependency-failed', { traceId, worker, route: spec.path, error });
      return refusalResponse(refusalOf(error), traceId, new Date());
    }
  };
  const response = await respond();
  ended('request', running, call, startedAt, {
    method: c.req.method,
    route: spec.path,
    status: response.status,
    actorId: actor?.kind === 'user' ? actor.userId : null,
  });
  return response;
}

function successResponse(given: AnyAnswer, traceId: string, ifNoneMatch: string | null): Response {
  const headers = new Headers({ 'x-trace-id': traceId, ...given.headers });
  if (given.etag !== undefined) headers.set('etag', given.etag);
  if (given.etag !== undefined && matchesEtag(ifNoneMatch, given.etag))
    return new Response(null, { status: 304, headers });
  // An answer that names its own type is a file as it is.
  if (headers.has('content-type') && (typeof given.body === 'string' || given.body instanceof Uint8Array)) {
    return new Response(given.body as string | Uint8Array<ArrayBuffer>, { status: given.status, headers });
  }
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(given.body), { status: given.status, headers });
}

/** RFC 9110, section 13.1.2: weak comparison, a list, or `*`. */
function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const listed = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return listed.includes('*') || listed.includes(etag);
}

/** The version part of `If-Match`; `*` demands nothing more than existence. An ETag that is not ours can never match. */
function versionDemanded(header: string | null): number | null {
  if (header === null || header.trim() === '*') return null;
  const [, version] = /^"(\d{1,15})(?:-[0-9a-f]+)?"$/.exec(header.trim()) ?? [];
  return version === undefined ? -1 : Number(version);
}

/** What a POST or PUT takes that declares no body: nothing, or an object of nothing. */
const NoBody = z.strictObject({});

/** Parses what the endpoint declares; anything it does not declare is refused, all problems at once. */
async function parseRequest(spec: WithQuery, c: Context, url: URL) {
  const problems: FieldProblem[] = [];
  const parse = (schema: z.ZodType, value: unknown): unknown => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(...problemsOf(parsed.error));
    return parsed.data;
  };
  const params = spec.params && parse(spec.params, c.req.param());
  const query = parse(spec.query, queryOf(url, problems));
  const takesBody = spec.method === 'post' || spec.method === 'put';
  const body = takesBody ? parse(spec.body ?? NoBody, await readBody(spec, c)) : undefined;
  if (problems.length > 0) throw invalid(problems);
  return { params, query, body };
}

function queryOf(url: URL, problems: FieldProblem[]): Record<string, string> {
  const query: Record<string, string> = {};
  if (url.search === '') return query;
  // Not the router's own reading, which passes over a parameter without a name.
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(query, name)) problems.push({ field: name, message: 'must be given once' });
    else query[name] = value;
  }
  return query;
}

async function readBody(spec: EndpointSpec, c: Context): Promise<unknown> {
  const expected = spec.bodyFile ?? 'application/json';
  const contentType = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (spec.bodyFile !== undefined && contentType === expected) return new Uint8Array(await c.req.arrayBuffer());
  const raw = await c.req.text();
  if (raw === '' && (spec.bodyOptional || !spec.body)) return {};
  if (contentType !== expected) {
    throw new AppError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: `Send the body as ${expected}` });
  }
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    // The parser's own message quotes the body, which may hold a password.
    throw invalid([{ field: '', message: 'must be valid JSON' }], 'The body is not valid JSON');
  }
}

/** A zod failure as the contract words it: one entry per bad field, unknown fields by their own names. */
export function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const field = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: field === '' ? key : `${field}.${key}`,
        message: 'is not a known field',
      }));
    }
    // The issue does not carry the input, which may be personal data; its message says of which type it was.
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
      return [{ field, message: 'is required' }];
    }
    return [{ field, message: issue.message }];
  });
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((sofar, part) => {
    if (typeof part === 'number') return `${sofar}[${part}]`;
    return sofar === '' ? String(part) : `${sofar}.${String(part)}`;
  }, '');
