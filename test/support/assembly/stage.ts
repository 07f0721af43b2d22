import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { CustomerId, EventId, UserId } from '#shared/ids';
import { DAY_MS, HOUR_MS } from '#shared/instant';
import { luhnCheckDigit } from '#shared/luhn';
import { actorOf, asking, type Answered } from './ask.ts';

export const admin = actorOf('admin');

const asked = {
  customers: asking(env.CUSTOMERS_HTTP),
  users: asking(env.USERS_HTTP),
  events: asking(env.EVENTS_HTTP),
};

/** What was created, of the given shape; fails the test where it was not. */
function created<T>({ status, body }: Answered): T {
  expect(body).not.toHaveProperty('error');
  expect(status).toBe(201);
  return body as unknown as T;
}

/** An organization number that no other test uses. */
function orgNumber(): string {
  const base = `55${6_000_000 + Math.floor(Math.random() * 3_999_999)}`;
  return `${base}${luhnCheckDigit(base)}`;
}

export const drumsByTheHour = { category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 500 };

/** An event organizer with tariffs, and somebody who acts for it. */
export async function anOrganizer(
  tariffs: object[] = [drumsByTheHour],
): Promise<{ customerId: CustomerId; manager: SignedIn }> {
  const company = { name: 'Festivalbolaget AB', orgNumber: orgNumber(), customerType: 1, tariffs };
  const { id } = created<{ id: CustomerId }>(await asked.customers(admin, 'POST', '/api/customers', company));
  return { customerId: id, manager: actorOf('organizer', { customerId: id }) };
}

/** A crew company, and somebody who acts for it. */
export async function aCrewCompany(): Promise<{ customerId: CustomerId; manager: SignedIn }> {
  const company = { name: 'Ljudcrew AB', orgNumber: orgNumber(), customerType: 2 };
  const { id } = created<{ id: CustomerId }>(await asked.customers(admin, 'POST', '/api/customers', company));
  return { customerId: id, manager: actorOf('crewCompany', { customerId: id }) };
}

let serial = 0;

/** A crew member, by default a drummer, of a company. */
export async function aCrewMember(
  customerId: CustomerId,
  skills: { category: string; skill: string }[] = [{ category: 'Musician', skill: 'Drums' }],
): Promise<{ crewId: UserId; person: SignedIn }> {
  serial += 1;
  const { id } = created<{ id: UserId }>(
    await asked.users(admin, 'POST', '/api/users', {
      email: `crew${serial}-${Math.random().toString(36).slice(2)}@thenorsound.example`,
      userType: 3,
      customerId,
      name: 'Dag Trumslagare',
      skills: skills.map((skill) => ({ ...skill, yearsOfExperience: 4, proficiency: 'Expert' })),
    }),
  );
  return { crewId: id, person: actorOf('crew', { userId: id, customerId }) };
}

/** A day of its own in the coming years, so that no two events of a test file come near each other. */
export function aDay(): (hours: number) => string {
  serial += 1;
  const start = Math.ceil(Date.now() / DAY_MS + 10 + 4 * serial) * DAY_MS + 12 * HOUR_MS;
  return (hours) => new Date(start + hours * HOUR_MS).toISOString();
}

/** An event of ten hours; `at(1)` is an hour into it. */
export async function anEvent(
  customerId: CustomerId,
  at: (hours: number) => string = aDay(),
): Promise<{ eventId: EventId; at: (hours: number) => string }> {
  const wish = { customerId, name: 'Sommarscenen', startDate: at(0), endDate: at(10) };
  const { id } = created<{ id: EventId }>(await asked.events(admin, 'POST', '/api/events', wish));
  return { eventId: id, at };
}
