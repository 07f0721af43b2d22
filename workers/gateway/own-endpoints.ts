import * as z from 'zod';
import type { EndpointSpec } from '#shared/endpoint';

const spec = (path: string, rest: Pick<EndpointSpec, 'summary' | 'answers' | 'refuses'>): EndpointSpec => ({
  method: 'get',
  path,
  access: 'anyone',
  ...rest,
});

const page = z.string();

/** What the gateway answers itself or has the pages Worker answer, as the documentation shows it. Nothing here runs in the Worker. */
export const ownEndpoints: readonly { operationId: string; worker: 'gateway'; spec: EndpointSpec }[] = [
  {
    operationId: 'getHealth',
    worker: 'gateway',
    spec: spec('/health', {
      summary: 'Ask whether the gateway runs; touches nothing else',
      answers: { 200: { description: 'It runs', body: z.object({ status: z.literal('ok') }) } },
    }),
  },
  {
    operationId: 'getReadiness',
    worker: 'gateway',
    spec: spec('/ready', {
      summary: 'Ask whether every Worker and the store answer',
      answers: {
        200: {
          description: 'All of them do',
          body: z.object({
            status: z.literal('ready'),
            checks: z.record(z.string(), z.literal('ok')),
            legacy: z
              .array(z.string())
              .meta({ example: [], description: 'The domains that an old system still serves' }),
          }),
        },
      },
      refuses: ['SERVICE_UNAVAILABLE'],
    }),
  },
  {
    operationId: 'getKeys',
    worker: 'gateway',
    spec: spec('/.well-known/jwks.json', {
      summary: 'Read the public keys that access tokens are signed with (RFC 7517)',
      answers: {
        200: {
          description: 'The keys',
          body: z.object({
            keys: z.array(
              z.looseObject({
                kty: z.string().meta({ example: 'EC' }),
                kid: z.string(),
                alg: z.string().meta({ example: 'ES256' }),
              }),
            ),
          }),
        },
      },
      refuses: ['SERVICE_UNAVAILABLE'],
    }),
  },
  {
    operationId: 'getOpenApi',
    worker: 'gateway',
    spec: spec('/openapi.json', {
      summary: 'Read this document',
      answers: { 200: { description: 'OpenAPI 3.1', body: z.looseObject({ openapi: z.string() }) } },
    }),
  },
  {
    operationId: 'readDocs',
    worker: 'gateway',
    spec: spec('/docs', {
      summary: 'Browse this document, sign in and try it',
      answers: { 200: { description: 'A page', body: page, files: ['text/html'], onlyFiles: true } },
    }),
  },
  {
    operationId: 'operate',
    worker: 'gateway',
    spec: spec('/ops', {
      summary: 'Watch and mend the system; an administrator signs in there',
      answers: { 200: { description: 'A page', body: page, files: ['text/html'], onlyFiles: true } },
    }),
  },
];
