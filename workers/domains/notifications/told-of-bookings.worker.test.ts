import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';

const ask = {
  bookings: asking(env.BOOKINGS_HTTP),
  notifications: asking(env.NOTIFICATIONS_HTTP),
};

it('a booking made, confirmed and cancelled reaches the crew member through the real queues, each step once', async () => {
  const organizer = await anOrganizer();
  const { customerId } = await aCrewCompany();
  const { crewId, person } = await aCrewMember(customerId);
  const { eventId, at } = await anEvent(organizer.customerId);

  const wish = { eventId, crewId, startTime: at(1), endTime: at(4) };
  const booked = await ask.bookings(organizer.manager, 'POST', '/api/bookings', wish);
  expect(booked.status).toBe(201);
  const path = `/api/bookings/${booked.body['id'] as unknown as string}`;
  expect((await ask.bookings(person, 'PUT', `${path}/confirm`)).status).toBe(200);
  const reason = { cancellationReason: 'Inställt på grund av åska' };
  expect((await ask.bookings(organizer.manager, 'PUT', `${path}/cancel`, reason)).status).toBe(200);

  const feed = await eventually(async () => {
    const { body } = await ask.notifications(person, 'GET', '/api/notifications');
    const items = body['items'] as unknown as { type: string; title: string; body: string; link: string }[];
    return items.length >= 4 && items;
  }, 15_000);
  expect(feed.map(({ type }) => type)).toEqual([
    'booking.cancelled',
    'booking.confirmed',
    'booking.created',
    'user.created',
  ]);
  expect(feed[0]).toMatchObject({
    title: 'Avbokad: Sommarscenen',
    body: expect.stringContaining('Anledning: Inställt på grund av åska') as string,
    link: path.replace('/api', ''),
  });
});
