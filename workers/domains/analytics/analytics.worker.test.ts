import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { domainEvents, occurred } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type EventId, type UserId } from '#shared/ids';
import { ask } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { eventually } from '../../../test/support/eventually.ts';
import type { Env } from './deps.ts';
import type { AnalyticsForColleagues } from './for-colleagues.ts';
import { handlers } from './handlers.ts';
import worker from './worker.ts';

const real = assembly as unknown as Env & { ANALYTICS: Service<AnalyticsForColleagues>; QUEUE_ANALYTICS: Queue };
const { traceparent } = traceFrom(null);
const signedIn = () => occurred('user.logged-in', { userId: newId<UserId>() }, { now: new Date(), traceId: 'abc' });
const handled = (ids: string[]) => ask('analytics', real.ANALYTICS.handled(traceparent, ids));

it('counts each event that it hears, where there is something to count with', async () => {
  const points: AnalyticsEngineDataPoint[] = [];
  const METRICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) };
  const event = signedIn();
  const batch = createMessageBatch('thenorsound-analytics', [
    { id: '0', timestamp: new Date(), attempts: 1, body: event },
  ]);
  const context = createExecutionContext();
  await worker.queue(batch, { ...real, METRICS }, context);
  expect((await getQueueResult(batch, context)).explicitAcks).toEqual(['0']);
  expect(points).toEqual([{ indexes: ['user.logged-in'], blobs: ['user.logged-in', ''], doubles: [1, 0] }]);
});

it('notes what came through its queue', async () => {
  const event = signedIn();
  await real.QUEUE_ANALYTICS.sendBatch([{ body: event }]);
  await eventually(async () => (await handled([event.id])).length === 1);
});

it('hears exactly what the catalogue sends it', () => {
  const heard = Object.entries(domainEvents).filter(([, { subscribers }]) =>
    (subscribers as readonly string[]).includes('analytics'),
  );
  expect(Object.keys(handlers).toSorted((a, b) => a.localeCompare(b))).toEqual(
    heard.map(([type]) => type).toSorted((a, b) => a.localeCompare(b)),
  );
});

it('says of an event with an amount which company it concerns and how much, and nothing of persons', async () => {
  const points: AnalyticsEngineDataPoint[] = [];
  const METRICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) };
  const customerId = newId<CustomerId>();
  const whose = { bookingId: newId<BookingId>(), crewId: newId<UserId>(), eventId: newId<EventId>(), customerId };
  const event = occurred('booking.created', { ...whose, totalAmount: 123_450 }, { now: new Date(), traceId: 'abc' });
  const batch = createMessageBatch('thenorsound-analytics', [
    { id: '0', timestamp: new Date(), attempts: 1, body: event },
  ]);
  const context = createExecutionContext();
  await worker.queue(batch, { ...real, METRICS }, context);
  expect((await getQueueResult(batch, context)).explicitAcks).toEqual(['0']);
  expect(points).toEqual([
    { indexes: ['booking.created'], blobs: ['booking.created', customerId], doubles: [1, 1234.5] },
  ]);
});

it('is ready', async () => {
  expect(await real.ANALYTICS.ready()).toEqual({ ok: true, value: true });
});
