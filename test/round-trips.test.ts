import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';
import { openTap, sequentialWaves, slowly, type Operation, type Tap } from './support/tap/tap.ts';

describe('sequential round trips to the data layer', () => {
  let tap: Tap;
  let system: System;
  let organizer: Client;
  let admin: Client;
  let drummer: Client;

  beforeAll(async () => {
    tap = await openTap();
    system = await startSystem({ tap });
    await seedDemo(system.data, new Date());
    [organizer, admin, drummer] = await Promise.all([
      signIn(system, 'organizer'),
      signIn(system, 'admin'),
      signIn(system, 'crew'),
    ]);
    // The gateway has its keys and its revocation list from here on: the steady state.
    await Promise.all([organizer, admin, drummer].map((one) => one.must(200, 'GET', `/api/users/${one.user.id}`)));
  });
  afterAll(async () => {
    await system.stop();
    await tap.close();
  });

  /** How many waves an answered request took. What goes on after the answer belongs to nobody's waiting. */
  async function counted(ask: () => Promise<{ status: number }>): Promise<{ waves: number; operations: Operation[] }> {
    await quiet();
    tap.before(slowly(60));
    const { given, operations } = await tap.during(ask);
    tap.before(undefined);
    expect(given.status).toBeLessThan(300);
    return { waves: sequentialWaves(operations), operations };
  }

  /** Until the consumers of what went before have ended: a queue waits for a second before it delivers a batch. */
  const quiet = () =>
    eventually(() =>
      tap.operations.every(({ endedAt }) => endedAt !== undefined && performance.now() - endedAt > 2_500),
    );

  const booking = async (who: Client, headers = {}) => {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(2) };
    return () => who.ask('POST', '/api/bookings', wish, headers);
  };

  it('an organizer’s booking takes 3', async () => {
    expect((await counted(await booking(organizer))).waves).toBe(3);
  });

  it('an administrator’s booking takes 4: the tariffs wait for the event’s customer', async () => {
    expect((await counted(await booking(admin))).waves).toBe(4);
  });

  it('an Idempotency-Key takes 2 more', async () => {
    const ask = await booking(organizer, { 'idempotency-key': crypto.randomUUID() });
    expect((await counted(ask)).waves).toBe(5);
  });

  it('reading one resource takes 1, and one parallel step where other Workers’ data is mixed in', async () => {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(2) };
    const made = await organizer.must(201, 'POST', '/api/bookings', wish);
    const company = String(organizer.user['customerId']);
    const waves: Record<string, number> = {};
    for (const path of [
      `/api/users/${drummer.user.id}`,
      `/api/users/${drummer.user.id}/availability?startDate=${at(0)}&endDate=${at(6)}`,
      `/api/customers/${company}/details`,
      `/api/customers/${company}`,
      `/api/events/${eventId}`,
      `/api/bookings/${made.id}`,
    ]) {
      waves[path.replaceAll(/[0-9a-f]{24}/g, '{id}').replace(/\?.*/, '')] = (
        await counted(() => organizer.ask('GET', path))
      ).waves;
    }
    expect(waves).toEqual({
      '/api/users/{id}': 1,
      '/api/users/{id}/availability': 1,
      '/api/customers/{id}/details': 1,
      '/api/customers/{id}': 1,
      '/api/events/{id}': 2,
      '/api/bookings/{id}': 2,
    });
  });

  it('a crew member’s calendar takes 4: the feed, its owner, the bookings, their events', async () => {
    const feed = await drummer.must<Json & { url: string }>(201, 'POST', '/api/calendar-feeds');
    const read = () => fetch(feed.url);
    await read();
    expect((await counted(read)).waves).toBe(4);
  });

  it('the gateway takes none in the steady state', async () => {
    const { waves, operations } = await counted(() => organizer.ask('GET', `/api/users/${organizer.user.id}`));
    expect(waves).toBe(1);
    // Now and then the auth Worker is asked for its revocation list in the background, while the request goes on.
    expect(operations.map(({ worker }) => worker).filter((worker) => worker !== 'auth')).toEqual(['users']);
  });
});
