import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { newId } from '#shared/ids';
import { bearer } from '../../test/support/assembly/bearer.ts';
import { ownRoutes, routes } from './routes.ts';
import { recorded, send, type Given } from './testing/at-the-door.ts';
import { actors, secrets, stageWorld, type ActorName, type World } from './testing/matrix-world.ts';
import { matrix, type Asked, type Row } from './testing/matrix.ts';

let world: World;
let people: Record<ActorName, SignedIn | null>;
const tokens = new Map<ActorName, string>();

beforeAll(async () => {
  ({ world, people } = await stageWorld());
  for (const actor of actors) {
    const person = people[actor];
    if (person) tokens.set(actor, await bearer(person));
  }
}, 60_000);

/** The same request about records that nobody ever had. */
function aboutUnknown(asked: Asked): Asked {
  const unknown = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(/"[0-9a-f]{24}"/g, () => `"${newId()}"`));
  if (asked.path === undefined && asked.query === undefined) return { ...asked, body: unknown(asked.body) };
  return { ...asked, ...(unknown({ path: asked.path, query: asked.query }) as Asked) };
}

const isRefusal = (status: number) => status >= 400 && status !== 409;
const changes = (route: string) => !route.startsWith('GET ') && !route.includes('/api/auth/');

/** What is the same about two refusals of the same thing. */
const toldBy = ({ status, error }: Given) => ({ status, ...error, timestamp: null, traceId: null });

async function check({ route, ask, cells, hiddenFrom }: Row, actor: ActorName): Promise<void> {
  const expected = cells[actor];
  const asked = await ask(world);
  const before = isRefusal(expected.status) && changes(route) ? await recorded() : null;
  const given = await send(route, asked, tokens.get(actor));
  expect({ status: given.status, said: given.error?.message }).toMatchObject({ status: expected.status });
  expect(given.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);

  if (expected.field !== undefined) expect(given.error?.details.map(({ field }) => field)).toEqual([expected.field]);
  if (expected.status === 401 && !route.includes('/refresh')) {
    expect(given.headers.get('www-authenticate')).toBe('Bearer');
  }
  if (before) expect(await recorded()).toEqual(before);
  if (expected.status === 404 || expected.field === 'customerId') {
    expect(toldBy(given)).toEqual(toldBy(await send(route, aboutUnknown(asked), tokens.get(actor))));
  }
  if (asked.hides !== undefined && given.status === 200 && !hiddenFrom.includes(actor)) {
    expect(given.text).toContain(asked.hides);
  }
  if (asked.hides !== undefined && hiddenFrom.includes(actor)) expect(given.text).not.toContain(asked.hides);
  if (!route.endsWith('/sensitive') && !route.endsWith('/export')) {
    for (const secret of Object.values(secrets)) {
      expect(given.text).not.toContain(secret);
      expect(given.text.replaceAll(/\W/g, '')).not.toContain(secret.replaceAll(/\W/g, ''));
    }
  }
}

describe('the authorization matrix', () => {
  it('has a row for every route', () => {
    const known = [...ownRoutes, ...routes].map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(matrix.map(({ route }) => route))].toSorted()).toEqual(known.toSorted());
  });

  for (const row of matrix) {
    describe(`${row.route} of ${row.of}`, () => {
      it.each(actors)('answers %s as the contract says', async (actor) => {
        await check(row, actor);
      });
    });
  }
});
