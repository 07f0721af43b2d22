import type * as z from 'zod';
import type { DataApi } from '#shared/data-api';
import { DuplicateKey, oid, oids, openCollection } from '#shared/documents';
import { USER_TYPE } from '#shared/enums';
import { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import { hashPassword } from '../../workers/domains/auth/password-hash.ts';
import { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { StoredTariff } from '../../workers/domains/customers/tariff.documents.ts';
import { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { StoredCrewCalendar } from '../../workers/domains/users/crew-calendar.documents.ts';
import { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { demoCompanies, demoTariffs } from './companies.ts';
import { demoBookings, demoCalendars, demoEvents } from './concerts.ts';
import { adminId, demoCredentials, demoPeople } from './people.ts';

/** The password of every demo sign-in. */
export const DEMO_PASSWORD = 'Demo-2026-sound';

/** Who can sign in to a fresh clone (docs: the API contract, section 11). */
export const demoSignIns = [
  { email: 'admin@thenorsound.example', is: 'the administrator' },
  { email: 'organizer@thenorsound.example', is: 'plans concerts, books crew' },
  { email: 'crewcompany@thenorsound.example', is: 'runs the crew company' },
  { email: 'crew@thenorsound.example', is: 'a drummer' },
] as const;

/**
 * Writes the demo data into an empty store; does nothing where it was written before, nor where there are people who are
 * not from it: everybody knows its password. True when it wrote.
 */
export async function seedDemo(data: DataApi, now: Date): Promise<boolean> {
  const open = <S extends z.ZodObject>(name: string, schema: S) =>
    openCollection(data, { roundTrips: 0 }, name, schema);
  const users = open('users', StoredUser);
  if (await users.findOne({ _id: oid(adminId) })) return false;

  const people = demoPeople(now);
  if (await users.findOne({ _id: { $nin: oids(people.map(({ _id }) => _id)) } })) return false;
  const crewIds = people.filter(({ userType }) => userType === USER_TYPE.crew).map(({ _id }) => _id);
  const bookings = demoBookings(now);

  await all(open('customers', StoredCustomer), demoCompanies(now));
  await all(open('tariffs', StoredTariff), demoTariffs(now));
  await all(open('events', StoredEvent), demoEvents(now));
  await all(open('crew_calendars', StoredCrewCalendar), demoCalendars(crewIds, bookings, now));
  await all(open('bookings', StoredBooking), bookings);
  await all(open('credentials', StoredCredential), demoCredentials(people, await hashPassword(DEMO_PASSWORD), now));
  await all(users, people);
  return true;
}

/** Whether a demo sign-in stands in the store, whose password everybody knows. */
export async function hasDemoSignIn(data: DataApi): Promise<boolean> {
  const credentials = openCollection(data, { roundTrips: 0 }, 'credentials', StoredCredential);
  const emails = demoSignIns.map(({ email }) => email);
  return (await credentials.findOne({ emailKey: { $in: emails }, live: true })) !== null;
}

/** One after another, so that the last is written last. */
async function all<D>(collection: { insert: (document: D) => Promise<void> }, documents: readonly D[]): Promise<void> {
  for (const document of documents) {
    try {
      await collection.insert(document);
    } catch (error) {
      // Seeding that was broken off is done again: what is there already stays.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}
