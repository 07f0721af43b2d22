import { format } from 'node:util';
import * as z from 'zod';
import type { EndpointSpec } from '../../src/shared/endpoint.ts';
import { statusOf, type ErrorCode } from '../../src/shared/errors.ts';
import { reachOf, rolesWith, type Access, type Reach } from '../../src/shared/permissions.ts';
import { ownEndpoints } from '../../workers/gateway/own-endpoints.ts';
import { declaredEndpoints, type DeclaredEndpoint } from './endpoints.ts';
import { exampleOf } from './example-of.ts';
import { formatted } from './formatted.ts';

/** Where the document is, relative to the repository's folder. */
export const OPENAPI = 'docs/openapi.json';

/** A part of the document: the OpenAPI specification 3.1.1 says what may be where. */
export type Json = { [key: string]: unknown };

const DESCRIPTION = `
Books musicians and technicians onto events: availability, pricing from tariffs, booking, confirmation, invoicing, notifications.

- **Times** go in as ISO 8601 with \`Z\` or an offset and come out in UTC. Days are \`YYYY-MM-DD\` in Europe/Stockholm. Periods are half-open, \`[start, end)\`.
- **Money** is SEK with at most two decimals.
- **Updates**: an absent field is kept, \`null\` clears it. Unknown fields and unknown query parameters are refused.
- **Errors** always have the shape of \`Error\`; \`details\` names every bad field at once, \`traceId\` is also in the header \`x-trace-id\`.
- **Sign in** with \`POST /api/auth/login\` and send the access token as \`Authorization: Bearer …\`; it lives for 15 minutes, \`POST /api/auth/refresh\` brings the next one.
- A record of somebody else answers 404, exactly as one that does not exist.
`.trim();

const tags: readonly { worker: string; name: string; description: string }[] = [
  { worker: 'auth', name: 'Sign-in', description: 'Accounts, sessions and passwords' },
  { worker: 'users', name: 'Users and crew', description: 'People, what they can do and when they are free' },
  {
    worker: 'customers',
    name: 'Customers and tariffs',
    description: 'Organizers, crew companies, and what work costs',
  },
  { worker: 'events', name: 'Events', description: 'What crew are booked onto' },
  {
    worker: 'bookings',
    name: 'Bookings',
    description: 'Prices, requests, confirmations; nobody twice at one time; calendar feeds',
  },
  { worker: 'invoicing', name: 'Invoices', description: 'Swedish invoices, credit notes, payments and exports' },
  { worker: 'notifications', name: 'Notifications', description: 'The feed and webhooks' },
  { worker: 'analytics', name: 'Analytics', description: 'Totals over everybody' },
  { worker: 'operations', name: 'Operations', description: 'The audit log and what could not be delivered' },
  { worker: 'gateway', name: 'System', description: 'Health, keys and this document' },
];

/** The whole document, made of what the slices declare: the schemas that validate are the schemas that are shown. */
export async function openApiDocument(): Promise<Json> {
  const schemas = new Schemas();
  const endpoints = [...(await declaredEndpoints()), ...ownEndpoints];
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const { method, path } = endpoint.spec;
    paths[path] = { ...paths[path], [method]: operation(endpoint, schemas) };
  }
  const errors = (Object.keys(statusOf) as ErrorCode[]).map((code) => [code, errorResponse(code, schemas)]);
  return {
    openapi: '3.1.1',
    info: { title: 'ThenorSound', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: '/', description: 'Where this document comes from' }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(Object.entries(paths).toSorted(byTag)),
    components: {
      securitySchemes: {
        bearerAuth: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The accessToken of `POST /api/auth/login` or `/api/auth/refresh`',
        },
      },
      headers: {
        TraceId: {
          description: 'Names this request in every log line; tell it to whoever runs the system',
          schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
        },
        ETag: { description: 'The version of the resource', schema: { type: 'string', pattern: '^"[0-9a-f-]+"$' } },
        Location: { description: 'Where the new resource is', schema: { type: 'string' } },
        RetryAfter: { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } },
      },
      parameters: {
        IfMatch: {
          in: 'header',
          name: 'If-Match',
          description: 'The ETag of what was read: 412 where it has changed since',
          schema: { type: 'string' },
        },
        IfNoneMatch: {
          in: 'header',
          name: 'If-None-Match',
          description: 'ETags that are known: 304 where one still holds',
          schema: { type: 'string' },
        },
        IdempotencyKey: {
          in: 'header',
          name: 'Idempotency-Key',
          description: 'Of your own making; within 24 hours the same key and body get the first answer again',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      },
      responses: Object.fromEntries(errors) as Json,
      schemas: schemas.components(),
    },
  };
}

/** As it is committed. */
export const openApiText = async (): Promise<string> =>
  formatted(JSON.stringify(await openApiDocument(), null, 2), OPENAPI);

function byTag([one, first]: [string, Json], [other, second]: [string, Json]): number {
  const place = (path: Json) => {
    const [{ tags: [tag] = [] } = {}] = Object.values(path) as { tags?: string[] }[];
    return tags.findIndex(({ name }) => name === tag);
  };
  return place(first) - place(second) || one.localeCompare(other);
}

function operation({ operationId, worker, spec }: DeclaredEndpoint, schemas: Schemas): Json {
  const isSafe = spec.method === 'get';
  const headers = [
    ...(isSafe && Object.values(spec.answers).some(({ etag }) => etag) ? ['IfNoneMatch'] : []),
    ...(spec.refuses?.includes('PRECONDITION_FAILED') ? ['IfMatch'] : []),
    ...(takesIdempotencyKey(spec) ? ['IdempotencyKey'] : []),
  ];
  return {
    operationId,
    tags: tags.filter((tag) => tag.worker === worker).map(({ name }) => name),
    summary: spec.summary,
    description: whoMay(spec.access),
    security: spec.access === 'anyone' ? [] : [{ bearerAuth: [] }],
    parameters: [
      ...parameters('path', spec.params, schemas),
      ...parameters('query', spec.query, schemas),
      ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    ...(spec.body && { requestBody: requestBody(spec, schemas) }),
    responses: responses(spec, worker, schemas),
  };
}

const reaches: Record<Reach, string> = {
  any: 'any',
  company: 'the own company’s',
  self: 'the own',
  crew: 'any crew member',
  booked: 'where booked',
};

function whoMay(access: Access): string {
  if (access === 'anyone') return 'Anyone may, without signing in.';
  if (access === 'signed-in') return 'Whoever is signed in.';
  const roles = (rolesWith(access) ?? []).map((role) => {
    const reach = reachOf(role, access).map((each) => reaches[each]);
    return `\`${role}\` (${reach.join(', ')})`;
  });
  return `Permission \`${access}\`: ${roles.join(' · ')}.`;
}

const takesIdempotencyKey = ({ method, path, access }: EndpointSpec) =>
  method === 'post' && access !== 'anyone' && !path.startsWith('/api/auth/');

function parameters(place: 'path' | 'query', schema: z.ZodObject | undefined, schemas: Schemas): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...shown } = schemas.request(field as z.ZodType);
    return {
      in: place,
      name,
      required: place === 'path' || !z.safeParse(field as z.ZodType, undefined).success,
      ...(description !== undefined && { description }),
      schema: shown,
    };
  });
}

function requestBody(spec: EndpointSpec, schemas: Schemas): Json {
  const required = !spec.bodyOptional;
  if (spec.bodyFile !== undefined) return { required, content: { [spec.bodyFile]: { schema: { type: 'string' } } } };
  const schema = schemas.request(spec.body as z.ZodType);
  return { required, content: { 'application/json': { schema, example: exampleOf(schema, schemas.components()) } } };
}

function responses(spec: EndpointSpec, worker: string, schemas: Schemas): Json {
  const answers = Object.entries(spec.answers).map(([status, { description, body, etag, files = [], onlyFiles }]) => {
    const schema = onlyFiles ? undefined : schemas.answer(withoutFiles(body, files));
    return [
      status,
      {
        description,
        headers: {
          'x-trace-id': { $ref: '#/components/headers/TraceId' },
          ...(etag && { etag: { $ref: '#/components/headers/ETag' } }),
          ...(status === '201' && { location: { $ref: '#/components/headers/Location' } }),
        },
        content: {
          ...(schema && { 'application/json': { schema, example: exampleOf(schema, schemas.components()) } }),
          ...Object.fromEntries(files.map((type) => [type, { schema: fileSchema(type) }])),
        },
      },
    ];
  });
  const unchanged = {
    description: 'It is as you have it',
    headers: {
      'x-trace-id': { $ref: '#/components/headers/TraceId' },
      etag: { $ref: '#/components/headers/ETag' },
    },
  };
  const hasEtag = spec.method === 'get' && Object.values(spec.answers).some(({ etag }) => etag);
  const errors = errorsOf(spec, worker).map((code) => [statusOf[code], { $ref: `#/components/responses/${code}` }]);
  return Object.fromEntries([...answers, ...(hasEtag ? [['304', unchanged]] : []), ...errors]) as Json;
}

const fileSchema = (type: string): Json =>
  type.startsWith('text/') || type.endsWith('xml') ? { type: 'string' } : { type: 'string', format: 'binary' };

/** A body that is JSON or a file is a union with a string; what is JSON of it. */
function withoutFiles(body: z.ZodType, files: readonly string[]): z.ZodType {
  if (files.length === 0 || !(body instanceof z.ZodUnion)) return body;
  const [json] = (body.options as z.ZodType[]).filter((option) => !(option instanceof z.ZodString));
  return json ?? body;
}

/** Every error that this endpoint can give: what it declares, and what follows from what it is. */
function errorsOf({ method, path, access, params, refuses = [], ...spec }: EndpointSpec, worker: string) {
  // What the gateway answers itself has no query to refuse, no store to miss and no limit to exceed but the common ones.
  if (worker === 'gateway') return [...new Set(refuses)];
  const codes: ErrorCode[] = ['VALIDATION_ERROR'];
  if (access !== 'anyone') codes.push('UNAUTHORIZED');
  if (access !== 'anyone' && access !== 'signed-in') codes.push('FORBIDDEN');
  if (params) codes.push('NOT_FOUND');
  if (takesIdempotencyKey({ method, path, access, ...spec })) codes.push('CONFLICT');
  if (method === 'post' || method === 'put') codes.push('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  codes.push(...refuses, 'RATE_LIMITED', 'SERVICE_ERROR', 'SERVICE_UNAVAILABLE');
  return [...new Set(codes)].toSorted((one, other) => statusOf[one] - statusOf[other]);
}

const whatHappened: Record<ErrorCode, string> = {
  VALIDATION_ERROR: 'The request is not valid; `details` names every bad field',
  UNAUTHORIZED: 'Not signed in, or the sign-in is not good any more',
  FORBIDDEN: 'Your role may not do this, or may not set a field that `details` names',
  NOT_FOUND: 'There is no such record, or it is not yours',
  METHOD_NOT_ALLOWED: 'Not with this method',
  CONFLICT: 'It does not go together with how things are',
  PRECONDITION_FAILED: 'The record has changed since you read it',
  PAYLOAD_TOO_LARGE: 'The body is longer than 1 MiB',
  UNSUPPORTED_MEDIA_TYPE: 'The body is of another media type',
  RATE_LIMITED: 'Too many requests; wait as long as `Retry-After` says',
  SERVICE_ERROR: 'Something went wrong on our side',
  SERVICE_UNAVAILABLE: 'Something this needs is down; try again',
};

function errorResponse(code: ErrorCode, schemas: Schemas): Json {
  const waits = code === 'RATE_LIMITED' || code === 'SERVICE_UNAVAILABLE';
  const schema = schemas.answer(ErrorAnswer);
  return {
    description: whatHappened[code],
    headers: {
      'x-trace-id': { $ref: '#/components/headers/TraceId' },
      ...(waits && { 'retry-after': { $ref: '#/components/headers/RetryAfter' } }),
      ...(code === 'UNAUTHORIZED' && { 'www-authenticate': { schema: { type: 'string', const: 'Bearer' } } }),
    },
    content: { 'application/json': { schema, example: errorExample(code) } },
  };
}

const errorExample = (code: ErrorCode) => ({
  error: {
    code,
    message: whatHappened[code],
    details: code === 'VALIDATION_ERROR' ? [{ field: 'startTime', message: 'is required' }] : [],
    timestamp: '2026-12-05T18:00:00.000Z',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  },
});

/** The one shape of every error (src/shared/errors.ts writes it). */
const ErrorAnswer = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(statusOf) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      details: z
        .array(z.object({ field: z.string().meta({ example: 'skills[0].category' }), message: z.string() }))
        .meta({ description: 'Every bad field at once, by its JSON path' }),
      conflicts: z
        .array(
          z.object({
            kind: z.enum(['booking', 'unavailability']),
            startTime: z.iso.datetime(),
            endTime: z.iso.datetime(),
          }),
        )
        .optional()
        .meta({ description: 'What stands in the way of a booking, without saying whose it is' }),
      timestamp: z.iso.datetime(),
      traceId: z.string(),
    }),
  })
  .meta({ id: 'Error' });

/** The same with its references as an OpenAPI document has them. */
const componentsNamed = (schema: object): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/')) as Json;

/** The document's schemas: those with an `id` become components, named once. */
class Schemas {
  readonly #components = new Map<string, Json>();

  /** As a client may send it. */
  request(schema: z.ZodType): Json {
    return this.#shown(schema, 'input');
  }

  /** As an answer shows it. */
  answer(schema: z.ZodType): Json {
    return this.#shown(schema, 'output');
  }

  components(): Record<string, Json> {
    return Object.fromEntries([...this.#components].toSorted(([one], [other]) => one.localeCompare(other)));
  }

  #shown(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $defs = {}, ...made } = z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      override: ({ jsonSchema }) => {
        // The format says it; the pattern behind it is for machines that do not know formats.
        if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      },
    });
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, componentsNamed(definition));
    const { $schema: _dialect, ...shown } = componentsNamed(made);
    return shown;
  }

  #keep(name: string, given: Json): void {
    const { id: _id, ...definition } = given;
    const known = this.#components.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(format('two schemas are called %s: %j and %j', name, known, definition));
    }
    this.#components.set(name, definition);
  }
}
