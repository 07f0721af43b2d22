import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { UserId } from '#shared/ids';
import { unavailable } from '#shared/errors';
import { MINUTE_MS } from '#shared/instant';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, anEvent, anOrganizer, admin } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { settleUsers } from './commands/settle-users.ts';
import type { Deps } from './ports.ts';
import { askUsers } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

const askBookings = asking(env.BOOKINGS_HTTP);
const NUMBER = '811228-9874';
const ACCOUNT = '8327-9 987 654 321';

let company: Awaited<ReturnType<typeof aCrewCompany>>;
let organizer: Awaited<ReturnType<typeof anOrganizer>>;
beforeAll(async () => {
  [company, organizer] = await Promise.all([aCrewCompany(), anOrganizer()]);
});

/** A crew member of whom something is kept in every Worker: secrets, a block, a booking of which people were told. */
async function somebodyKnown(name: string): Promise<{ id: UserId; person: SignedIn; bookingId: string }> {
  const { crewId: id, person } = await aCrewMember(company.customerId);
  const change = {
    name,
    phone: '070-123 45 67',
    socialSecurityNumber: NUMBER,
    bankAccount: { accountNumber: ACCOUNT, holderName: name },
    references: 'Roskilde 2019',
  };
  expect((await askUsers(admin, 'PUT', `/api/users/${id}`, change)).status).toBe(200);
  const { eventId, at } = await anEvent(organizer.customerId);
  const status = { newStatus: 'Scheduled' };
  await asking(env.EVENTS_HTTP)(organizer.manager, 'PUT', `/api/events/${eventId}/status`, status);
  const wish = { eventId, crewId: id, startTime: at(1), endTime: at(2), notes: `${name} tar egna trummor` };
  const booked = await askBookings(organizer.manager, 'POST', '/api/bookings', wish);
  expect(booked.body).not.toHaveProperty('error');
  const bookingId = String(booked.body['id']);
  await eventually(async () => (await textOf('notifications')).includes(name));
  return { id, person, bookingId };
}

/** Everything that is stored in a collection, as text. */
async function textOf(collection: string): Promise<string> {
  const found = await env.DATA.run('find', { collection, filter: {}, limit: 1_000 });
  if (!found.ok) throw new Error(found.failure.message);
  return JSON.stringify(found.answer.documents);
}

const everywhere = [
  'users',
  'crew_calendars',
  'credentials',
  'auth_refreshTokens',
  'bookings',
  'notifications',
  'mails',
  'audit',
  'dead_letters',
  'invoices',
];

describe('the export of what is kept about a person', () => {
  it('shows the person everything, in clear, and is on record', async () => {
    const name = 'Torbjörn Utförd';
    const known = await somebodyKnown(name);
    const { id, person, bookingId } = known;
    const { status, body } = await askUsers(person, 'GET', `/api/users/${id}/export`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id, name },
      sensitive: { socialSecurityNumber: '19811228-9874', bankAccount: { accountNumber: ACCOUNT } },
      signIn: { state: 'active', hasPassword: false },
      bookings: [{ id: bookingId, notes: `${name} tar egna trummor` }],
    });
    expect(JSON.stringify(body)).not.toMatch(/passwordHash|ciphertext|argon2/);
    await eventually(async () => (await textOf('audit')).includes('users:export'));
  });

  it('is nobody else’s but an administrator’s', async () => {
    const { crewId } = await aCrewMember(company.customerId);
    expect((await askUsers(admin, 'GET', `/api/users/${crewId}/export`)).status).toBe(200);
    expect((await askUsers(company.manager, 'GET', `/api/users/${crewId}/export`)).status).toBe(404);
    expect((await askUsers(actorOf('crew'), 'GET', `/api/users/${crewId}/export`)).status).toBe(404);
  });
});

describe('erasing a person', () => {
  const erase = (id: UserId) => askUsers(admin, 'POST', `/api/users/${id}/erase`);
  let minutes = 0;
  const sweep = async (changed: Partial<Deps> = {}) => {
    // What a sweep leaves open is met again later than the time before.
    minutes += 15;
    const later = callAt(new Date(Date.now() + minutes * MINUTE_MS));
    await settleUsers(depsWith(later, changed), later);
  };
  const cancelAndDelete = async ({ id, bookingId }: { id: UserId; bookingId: string }) => {
    const reason = { cancellationReason: 'Torbjörn är sjuk' };
    await askBookings(admin, 'PUT', `/api/bookings/${bookingId}/cancel`, reason);
    expect((await askUsers(admin, 'DELETE', `/api/users/${id}`)).status).toBe(200);
  };

  it('is for those who are deleted', async () => {
    const { crewId } = await aCrewMember(company.customerId);
    expect((await erase(crewId)).status).toBe(409);
    expect((await askUsers(admin, 'POST', `/api/users/${'0'.repeat(24)}/erase`)).status).toBe(404);
  });

  it('leaves nothing of the person in any Worker, and the booking with its amount', async () => {
    const name = 'Torbjörn Unikson';
    const known = await somebodyKnown(name);
    await cancelAndDelete(known);
    expect((await erase(known.id)).status).toBe(200);
    await eventually(async () => {
      await sweep();
      const texts = await Promise.all(everywhere.map(textOf));
      for (const [place, text] of texts.entries()) {
        for (const trace of [name, NUMBER, '987 654 321']) {
          expect(text.includes(trace), `${trace} in ${everywhere[place]}`).toBe(false);
        }
      }
      return true;
    });
    expect((await textOf('notifications')).includes('Torbjörn är sjuk')).toBe(false);
    const booking = await askBookings(admin, 'GET', `/api/bookings/${known.bookingId}`);
    expect(booking.body).toMatchObject({
      id: known.bookingId,
      notes: null,
      cancellationReason: 'Erased with the person',
      totalAmount: 500,
    });
    expect((await erase(known.id)).status).toBe(200);
  });

  it('goes on where a colleague was away, and is not done until everybody has forgotten', async () => {
    const name = 'Torbjörn Bortason';
    const known = await somebodyKnown(name);
    await cancelAndDelete(known);
    await erase(known.id);
    const away: Deps['forget']['inNotifications'] = () => Promise.reject(unavailable('The notifications service'));
    const { forget } = depsWith(callAt(new Date()));
    await sweep({ forget: { ...forget, inNotifications: away } });
    await eventually(async () => {
      await sweep();
      expect((await textOf('users')).includes(name)).toBe(false);
      expect((await textOf('notifications')).includes(name)).toBe(false);
      return true;
    });
  });
});
