import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageRoutes, ownRoutes, routes } from '../../workers/gateway/routes.ts';
import { CLIENT_SCHEMA, clientSchema } from './client-schema.ts';
import { declaredEndpoints } from './endpoints.ts';
import { OPENAPI, openApiDocument, openApiText } from './openapi.ts';
import { root } from './workers.ts';

/** The routes of the contract, as its tables list them. */
const CONTRACT = `
  # Auth
  POST /api/auth/register
  POST /api/auth/login
  POST /api/auth/refresh
  POST /api/auth/logout
  POST /api/auth/validate
  GET /api/auth/claims
  GET /api/auth/sessions
  DELETE /api/auth/sessions/{id}
  POST /api/auth/verify-email
  PUT /api/auth/password
  POST /api/auth/password-reset
  POST /api/auth/password-reset/confirm
  GET /.well-known/jwks.json
  # Users
  GET /api/users
  GET /api/users/{id}
  GET /api/users/customer/{customerId}
  GET /api/users/crew
  GET /api/users/{id}/availability
  PUT /api/users/{id}/availability
  GET /api/users/{id}/permissions
  GET /api/users/{id}/sensitive
  POST /api/users
  PUT /api/users/{id}
  GET /api/users/{id}/export
  POST /api/users/{id}/erase
  DELETE /api/users/{id}
  # Customers and tariffs
  GET /api/customers
  GET /api/customers/{id}
  GET /api/customers/{id}/details
  POST /api/customers
  PUT /api/customers/{id}
  DELETE /api/customers/{id}
  GET /api/customers/{id}/tariffs
  POST /api/customers/{id}/tariffs
  PUT /api/tariffs/{tariffId}
  DELETE /api/tariffs/{tariffId}
  # Events
  GET /api/events
  GET /api/events/{id}
  GET /api/customers/{cid}/events
  GET /api/events/calendar
  GET /api/events/date-range
  POST /api/events
  PUT /api/events/{id}
  PUT /api/events/{id}/status
  DELETE /api/events/{id}
  # Bookings, pricing, reports
  POST /api/bookings
  PUT /api/bookings/{id}/confirm
  PUT /api/bookings/{id}/cancel
  PUT /api/bookings/{id}
  PUT /api/bookings/{id}/complete
  GET /api/bookings/{id}
  GET /api/bookings/event/{eid}
  GET /api/bookings/crew/{cid}
  GET /api/customers/{cid}/bookings
  GET /api/bookings/pricing
  GET /api/reports/bookings
  # Invoices
  POST /api/bookings/{id}/invoice
  POST /api/events/{id}/invoice
  GET /api/invoices/series
  GET /api/invoices/{id}
  GET /api/invoices/{id}/pdf
  GET /api/invoices/{id}/ubl
  GET /api/invoices/{id}/preflight
  GET /api/customers/{cid}/invoices
  PUT /api/invoices/{id}/status
  POST /api/invoices/{id}/credit
  GET /api/invoices/export
  POST /api/payments/bgmax
  # Notifications and operations
  GET /api/notifications
  PUT /api/notifications/{id}/read
  GET /api/calendar-feeds
  POST /api/calendar-feeds
  DELETE /api/calendar-feeds/{id}
  GET /calendar/{secret}.ics
  GET /api/webhooks
  POST /api/webhooks
  PUT /api/webhooks/{id}
  DELETE /api/webhooks/{id}
  GET /api/webhooks/{id}/deliveries
  POST /api/webhooks/{id}/deliveries/{deliveryId}/replay
  GET /api/audit
  GET /api/ops/dead-letters
  POST /api/ops/dead-letters/{id}/replay
  GET /ops
  GET /health
  GET /ready
  GET /openapi.json
  GET /docs
`;

/** Routes beyond the contract: what the issues and operators ask for besides. */
const BEYOND = [
  'GET /api/reports/overview',
  'GET /api/ops/status',
  'POST /api/ops/field-keys/re-encrypt',
  'GET /api/ops/errors',
];

const contract = CONTRACT.split('\n')
  .flatMap((line) => (/^ *[A-Z]+ [/]/.test(line) ? [line.trim()] : []))
  // A parameter of the route table is a whole segment.
  .map((route) => route.replace('{secret}.ics', '{file}'));

interface Media {
  schema: object;
  example?: unknown;
}
interface Operation {
  operationId: string;
  tags: string[];
  security: unknown[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description?: string; $ref?: string; content?: Record<string, Media> }>;
}

const committed = (file: string) => readFileSync(join(root, file), 'utf8');
const sorted = (lines: Iterable<string>) => [...lines].toSorted((one, other) => one.localeCompare(other));

let document: { paths: Record<string, Record<string, Operation>> };
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
  );
beforeAll(async () => {
  document = (await openApiDocument()) as unknown as typeof document;
});

describe('the OpenAPI document', () => {
  it('is what the slices declare (node scripts/openapi.ts writes it)', async () => {
    expect(committed(OPENAPI)).toBe(await openApiText());
  });

  it('is what the typed client is made of', async () => {
    expect(committed(CLIENT_SCHEMA)).toBe(await clientSchema(committed(OPENAPI)));
  });

  it('has the routes of the contract, the gateway has the same, and so have the Workers', async () => {
    const served = (await declaredEndpoints()).map(({ spec }) => `${spec.method.toUpperCase()} ${spec.path}`);
    const table = routes.map(({ method, path }) => `${method} ${path}`);
    const own = [...ownRoutes, ...pageRoutes].map(({ method, path }) => `${method} ${path}`);
    // A file that the page loads is no operation.
    const shown = own.filter((route) => !/[{].*[}]/.test(route));
    expect(sorted(served)).toEqual(sorted(table));
    expect(sorted(operations().map(({ name }) => name))).toEqual(sorted([...table, ...shown]));
    expect(sorted([...table, ...shown])).toEqual(sorted([...contract, ...BEYOND]));
  });

  it('gives every operation a name of its own, a place, its errors and its security', () => {
    const names = operations().map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, tags, security, responses } of operations()) {
      expect.soft(tags, name).toHaveLength(1);
      expect.soft(security, name).toBeInstanceOf(Array);
      if (name.includes(' /api/')) expect.soft(Object.keys(responses), name).toContain('503');
      if (security.length > 0) expect.soft(Object.keys(responses), name).toContain('401');
    }
  });

  it('shows an example of every JSON body that goes in, which the endpoint takes', async () => {
    for (const { operationId, spec } of await declaredEndpoints()) {
      if (!spec.body || spec.bodyFile !== undefined) continue;
      const shown = operations().find((operation) => operation.operationId === operationId);
      const example = shown?.requestBody?.content['application/json']?.example;
      const parsed = spec.body.safeParse(example);
      expect.soft(parsed.error?.issues ?? [], operationId).toEqual([]);
    }
  });

  it('shows an example of every JSON body that comes out, as its schema says', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ ...document, $id: 'document' });
    for (const { name, responses } of operations()) {
      for (const [status, { content }] of Object.entries(responses)) {
        const { schema, example } = content?.['application/json'] ?? {};
        if (schema === undefined) continue;
        const said = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
        const validate = ajv.compile(said);
        validate(example);
        expect.soft(validate.errors ?? [], `${name} ${status}`).toEqual([]);
      }
    }
  });
});
