import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { newId } from '#shared/ids';
import { bearer } from '../../test/support/assembly/bearer.ts';
import { ownRoutes, routes } from './routes.ts';
import { recorded, send, type Given } from './testing/at-the-door.ts';
import { actors, stageWorld, type ActorName, type World } from './testing/matrix-world.ts';
import { matrix, type Asked, type Row } from './testing/matrix.ts';

// The conventions (API contract, section 1) hold of every route: each is asked of whoever the matrix says may use it.

let world: World;
let people: Record<ActorName, SignedIn | null>;

beforeAll(async () => {
  ({ world, people } = await stageWorld());
}, 60_000);

/** The first row of every route, with somebody who is not refused for being who they are. */
const byRoute = new Map<string, Row>();
for (const row of matrix) if (!byRoute.has(row.route)) byRoute.set(row.route, row);
const rows = [...byRoute.values()];

const admitted = ({ cells }: Row): ActorName =>
  actors.findLast((actor) => ![401, 403, 404].includes(cells[actor].status) && actor !== 'anonymous') ?? 'admin';

async function tokenFor(row: Row): Promise<string | undefined> {
  const person = people[admitted(row)];
  return person ? bearer(person) : undefined;
}

/** Asks what the row asks, as somebody who may, changed as given. */
async function sendRow(
  row: Row,
  change: (asked: Asked) => Asked = (asked) => asked,
  headers: Record<string, string> = {},
  route = row.route,
): Promise<Given> {
  return send(route, change(await row.ask(world)), await tokenFor(row), headers);
}

const fieldsOf = ({ error }: Given) => error?.details.map(({ field }) => field);
const isOwn = ({ route }: Row) => ownRoutes.some(({ method, path }) => route === `${method} ${path}`);
const methodOf = ({ route }: Row) => route.split(' ')[0] ?? '';
const pathOf = ({ route }: Row) => route.split(' ')[1] ?? '';
const named = (some: readonly Row[]) => some.map((row) => [row.route, row] as const);
const ofWorkers = rows.filter((row) => !isOwn(row));

/** Routes that take a body, whose fields are known from the request of the matrix. */
// A file has no fields.
const withBody = ofWorkers.filter(({ route }) => /^(POST|PUT) /.test(route) && !route.endsWith('/bgmax'));

describe('an unknown query parameter is 400 by its name', () => {
  it.each(named(ofWorkers))('%s', async (_, row) => {
    const given = await sendRow(row, (asked) => ({ ...asked, query: { ...asked.query, colour: 'red' } }));
    expect([given.status, given.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(fieldsOf(given)).toContain('colour');
    const nameless = await sendRow(row, (asked) => ({ ...asked, query: { ...asked.query, '': 'red' } }));
    expect([nameless.status, nameless.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
  });
});

describe('an unknown field of a body is 400 by its name', () => {
  it.each(named(withBody))('%s', async (_, row) => {
    const given = await sendRow(row, (asked) => ({ ...asked, body: { ...(asked.body as object), colour: 'red' } }));
    expect([given.status, given.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(fieldsOf(given)).toContain('colour');
  });
});

describe('a body that is not an object, or no JSON at all, is 400', () => {
  it.each(named(withBody))('%s', async (_, row) => {
    for (const body of ['[]', 'null', '"text"', '{', '\u0000']) {
      expect((await sendRow(row, (asked) => ({ ...asked, body }))).status).toBe(400);
    }
  });
});

describe('a body of another type is 415', () => {
  it.each(named(withBody))('%s', async (_, row) => {
    const given = await sendRow(row, (asked) => ({ ...asked, body: '{}' }), { 'content-type': 'text/plain' });
    expect([given.status, given.error?.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('a malformed id is 400 by the name of the parameter', () => {
  // The secret of a calendar is no id: whatever it is, a wrong one is 404.
  const withId = ofWorkers.filter(({ route }) => route.includes('{') && !route.includes('/calendar/{'));
  it.each(named(withId))('%s', async (_, row) => {
    const names = [...row.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const malformed of ['1', 'A'.repeat(24), `${newId()}0`, '%20', "'", '..%2F', '%00']) {
      const given = await sendRow(row, (asked) => ({ ...asked, path: names.map(() => malformed) }));
      expect([given.status, fieldsOf(given)]).toEqual([400, names]);
    }
  });
});

describe('a method that a path does not know is 405 with those it knows', () => {
  const paths = [...new Set([...ownRoutes, ...routes].map(({ path }) => path))];
  it.each(paths)('%s', async (path) => {
    const filled = path.replaceAll(/\{\w+\}/g, () => newId());
    const given = await send(`PATCH ${filled}`, {}, undefined);
    expect([given.status, given.error?.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    const known = [...ownRoutes, ...routes].filter((route) => route.path === path).map(({ method }) => method);
    const allowed = [...known, 'OPTIONS', ...(known.includes('GET') ? ['HEAD'] : [])];
    // A literal path may be taken for one with a parameter too, as with DELETE /api/users/crew: its id is then malformed.
    expect(given.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(allowed));
    expect((await send(`OPTIONS ${filled}`, {}, undefined)).headers.get('allow')).toBe(given.headers.get('allow'));
  });
});

describe('HEAD answers as GET does, without the body', () => {
  it.each(named(rows.filter((row) => methodOf(row) === 'GET')))('%s', async (_, row) => {
    const given = await sendRow(row, undefined, {}, `HEAD ${pathOf(row)}`);
    expect([given.status, given.text]).toEqual([200, '']);
    expect(given.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a single resource has a strong ETag, and is not sent again to whoever has it', () => {
  // A list under a parent is no single resource.
  const lists = [
    'users/customer/{',
    'bookings/event/{',
    'bookings/crew/{',
    '/tariffs',
    '/events',
    '/bookings',
    '/invoices',
    // Everything about a person, gathered at the moment: no resource of its own.
    '/export',
  ];
  const singles = rows.filter(
    ({ route }) =>
      route.startsWith('GET ') &&
      route.includes('{') &&
      !route.endsWith('/deliveries') &&
      !lists.some((part) => (part.endsWith('{') ? route.includes(part) : route.endsWith(part))),
  );
  it.each(named(singles))('%s', async (_, row) => {
    const first = await sendRow(row);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[^"]+"$/)]);
    for (const seen of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await sendRow(row, undefined, { 'if-none-match': seen });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await sendRow(row, undefined, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('a change of what has changed meanwhile is 412 and changes nothing', () => {
  const changing = rows.filter(({ route }) => /^(PUT|DELETE) .*\{/.test(route));
  it.each(named(changing))('%s', async (_, row) => {
    const asked = await row.ask(world);
    const before = await recorded();
    for (const stale of ['"999999"', '"not ours"', 'W/"1"']) {
      const given = await send(row.route, asked, await tokenFor(row), { 'if-match': stale });
      expect([given.status, given.error?.code]).toEqual([412, 'PRECONDITION_FAILED']);
    }
    expect(await recorded()).toEqual(before);
    const { status } = await send(row.route, asked, await tokenFor(row), { 'if-match': '*' });
    expect(status).toBe(row.cells[admitted(row)].status);
  });
});

describe('a POST with an Idempotency-Key is done once', () => {
  const creating = rows.filter(({ route }) => route.startsWith('POST ') && !route.includes('/api/auth/'));
  it.each(named(creating))('%s', async (_, row) => {
    const asked = await row.ask(world);
    const token = await tokenFor(row);
    const headers = { 'idempotency-key': newId() };
    const first = await send(row.route, asked, token, headers);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const before = await recorded();
    const again = await send(row.route, asked, token, headers);
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([
      first.status,
      first.text,
      'true',
    ]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await recorded()).toEqual(before);
    const different = asked.file === undefined ? { body: { ...(asked.body as object), other: 1 } } : { file: '' };
    const other = await send(row.route, { ...asked, ...different }, token, headers);
    expect([other.status, other.error?.code]).toEqual([409, 'CONFLICT']);
  });
});

describe('what is created has an address', () => {
  it.each(named(rows.filter((row) => row.cells[admitted(row)].status === 201)))('%s', async (_, row) => {
    const given = await sendRow(row);
    expect([given.status, given.headers.get('location')]).toEqual([201, expect.stringMatching(/^\/api\/[\w/]+$/)]);
    const { id } = JSON.parse(given.text) as { id: string };
    expect(given.headers.get('location')).toContain(id);
  });
});

describe('a page past the end has no items and the right totals; a page that cannot be is 400', () => {
  const paged = rows.filter(({ route }) =>
    /^GET \/api\/(users|users\/crew|customers|events|audit|notifications|ops\/dead-letters)$|\{cid\}\/(events|bookings)$|deliveries$/.test(
      route,
    ),
  );
  it.each(named(paged))('%s', async (_, row) => {
    const paging = (query: Record<string, string>) =>
      sendRow(row, (asked) => ({ ...asked, query: { ...asked.query, ...query } }));
    const page = (given: Given) => JSON.parse(given.text) as Record<string, unknown>;
    const { totalCount } = page(await paging({ pageSize: '1' }));
    const past = await paging({ pageNumber: '100000', pageSize: '1' });
    expect([past.status, page(past)]).toEqual([
      200,
      { items: [], pageNumber: 100_000, pageSize: 1, totalCount, totalPages: totalCount },
    ]);
    const bad = await paging({ pageNumber: '0', pageSize: '101' });
    expect([bad.status, fieldsOf(bad)]).toEqual([400, ['pageNumber', 'pageSize']]);
  });
});
