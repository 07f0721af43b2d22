import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { scheduledConcert, signIn, type Answered, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { mongodOrSkip } from './support/mongod.ts';
import { startSystem, type System } from './support/system.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

type Refused = Answered<{ error: { code: string; message: string; details: { field: string }[]; traceId: string } }>;

describe.skipIf(!mongod)('the store goes away under a running system', () => {
  let system: System;
  let organizer: Client;
  let drummer: Json;
  let concert: Awaited<ReturnType<typeof scheduledConcert>>;
  beforeAll(async () => {
    system = await startSystem({ mongodbUri: mongod?.uri ?? '' });
    await seedDemo(system.data, new Date());
    organizer = await signIn(system, 'organizer');
    drummer = (await signIn(system, 'crew')).user;
    concert = await scheduledConcert(organizer);
  });
  afterAll(() => system.stop());

  const book = (from: number) =>
    organizer.ask('POST', '/api/bookings', {
      eventId: concert.id,
      crewId: drummer.id,
      startTime: concert.at(from),
      endTime: concert.at(from + 1),
    });

  async function refusedWithin(seconds: number, ask: () => Promise<Answered<unknown>>): Promise<Refused> {
    const before = performance.now();
    const refused = (await ask()) as Refused;
    expect(refused.status).toBe(503);
    // The contract's own limit, with half a second for a busy machine.
    expect(performance.now() - before).toBeLessThan(seconds * 1000 + 500);
    expect(refused.body.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: expect.any(Array) });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    return refused;
  }

  it.each([
    { how: 'killed', down: () => mongod?.crash(), up: () => mongod?.restart() },
    { how: 'frozen', down: () => mongod?.freeze(), up: () => mongod?.thaw() },
  ])(
    '$how: 503 within three seconds, /ready names it, and all is well again without a restart',
    async ({ down, up }) => {
      await down();
      try {
        await refusedWithin(3, () => organizer.ask('GET', `/api/users/${drummer.id}`));
        await refusedWithin(3, () => book(0));
        const ready = await eventually(async () => {
          const answer = await system.fetch('/ready');
          return answer.status === 503 ? answer : undefined;
        });
        expect(JSON.stringify(await ready.json())).toMatch(/store|data/i);
        expect((await system.fetch('/health')).status).toBe(200);
      } finally {
        await up();
      }
      await eventually(async () => (await system.fetch('/ready')).status === 200, 30_000);
      await organizer.must(200, 'GET', `/api/users/${drummer.id}`);
      // Whatever became of the booking that was asked for meanwhile, the person can be booked, once.
      await eventually(async () => {
        await system.tick();
        return [201, 409].includes((await book(0)).status);
      }, 30_000);
      const cancelled = await organizer.must<Json[]>(200, 'GET', `/api/bookings/event/${concert.id}`);
      for (const { id, status } of cancelled) {
        if (status !== 'Cancelled') {
          await organizer.must(200, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'For the next test' });
        }
      }
    },
  );
});
