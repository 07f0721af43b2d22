/** What is asked: each workload as the requests of a real front end, on data that every side has. */
import { crewIdOf, emailOfManager, eventIdOf, freeTime, organizerIdOf, PASSWORD, type Sizes } from './dataset.ts';
import type { Side } from './sides.ts';

export interface Asked {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  authorization?: string;
  body?: object;
}

/** What a run needs to make its requests; the counters go on from round to round. */
export interface Ground {
  sizes: Sizes;
  now: Date;
  /** Headers of the managers who ask, by number. */
  managers: readonly string[];
  crewManager: string;
  /** How many free times were booked so far. */
  booked: number;
  /** Bookings that were made and are not confirmed yet. */
  toConfirm: string[];
}

export interface Workload {
  name: string;
  kind: 'read' | 'write' | 'password' | 'mixed';
  /** Null: there is nothing left to ask. */
  next: (ground: Ground) => Asked | null;
  /** What an answer is good for: bookings that were made can be confirmed. */
  onAnswer?: (body: string, ground: Ground) => void;
  /** Uses up what another workload made: it has no warming up of its own. */
  usesUp?: true;
}

const MANAGERS = 10;
const FREE_TIMES_APART = 600;
const some = (count: number): number => Math.floor(Math.random() * count);

export async function groundFor(side: Side, sizes: Sizes, now: Date, before?: Ground): Promise<Ground> {
  const managers = await Promise.all(Array.from({ length: MANAGERS }, (_, n) => side.authorization(n)));
  const crewManager = await side.authorization('crew-manager');
  // Both peers are on one database, and must not book the same times.
  const booked = side.name === 'peer-local' ? FREE_TIMES_APART * sizes.crew : 0;
  return { sizes, now, managers, crewManager, booked: before?.booked ?? booked, toConfirm: before?.toConfirm ?? [] };
}

/** An organizer's manager, and that organizer's number. */
function someManager({ managers }: Ground): { number: number; authorization: string } {
  const number = some(managers.length);
  return { number, authorization: managers[number] ?? '' };
}

const getUser = (ground: Ground): Asked => ({
  method: 'GET',
  path: `/api/users/${crewIdOf(some(ground.sizes.crew))}`,
  authorization: someManager(ground).authorization,
});

/** The events of an organizer lie `organizers` apart (see dataset.ts). */
const someEventOf = (organizer: number, { events, organizers }: Sizes): string =>
  eventIdOf(organizer + organizers * some(Math.floor((events - organizer - 1) / organizers) + 1));

const getEvent = (ground: Ground): Asked => {
  const { number, authorization } = someManager(ground);
  return { method: 'GET', path: `/api/events/${someEventOf(number, ground.sizes)}`, authorization };
};

const listBookings = (ground: Ground): Asked => {
  const { number, authorization } = someManager(ground);
  const path = `/api/customers/${organizerIdOf(number)}/bookings?pageNumber=1&pageSize=20`;
  return { method: 'GET', path, authorization };
};

const getPricing = (ground: Ground): Asked => ({
  method: 'GET',
  path: `/api/bookings/pricing?crewId=${crewIdOf(some(ground.sizes.crew))}&timeType=Hour&duration=4`,
  authorization: someManager(ground).authorization,
});

const createBooking = (ground: Ground): Asked => {
  const { number, authorization } = someManager(ground);
  const { crewId, startTime, endTime } = freeTime(ground.booked, ground.sizes, ground.now);
  ground.booked += 1;
  return {
    method: 'POST',
    path: '/api/bookings',
    authorization,
    body: {
      eventId: someEventOf(number, ground.sizes),
      crewId,
      startTime: startTime.toISOString(),
      endTime: endTime.toISOString(),
      notes: 'Bring your own sticks.',
    },
  };
};

const keepToConfirm = (body: string, { toConfirm }: Ground): void => {
  const { id } = JSON.parse(body) as { id: string };
  toConfirm.push(id);
};

const confirmBooking = ({ toConfirm, crewManager }: Ground): Asked | null => {
  const id = toConfirm.pop();
  return id === undefined ? null : { method: 'PUT', path: `/api/bookings/${id}/confirm`, authorization: crewManager };
};

const login = ({ managers }: Ground): Asked => ({
  method: 'POST',
  path: '/api/auth/login',
  body: { email: emailOfManager(some(managers.length)), password: PASSWORD },
});

/** A day at an organizer's office: nine reads to one booking. */
const mixedDay = (ground: Ground): Asked => {
  const dice = Math.random();
  if (dice < 0.1) return createBooking(ground);
  if (dice < 0.35) return getEvent(ground);
  if (dice < 0.6) return listBookings(ground);
  if (dice < 0.8) return getUser(ground);
  return getPricing(ground);
};

export const workloads: readonly Workload[] = [
  { name: 'get user', kind: 'read', next: getUser },
  { name: 'get event with crew', kind: 'read', next: getEvent },
  { name: 'list a customer’s bookings', kind: 'read', next: listBookings },
  { name: 'pricing', kind: 'read', next: getPricing },
  { name: 'create booking', kind: 'write', next: createBooking, onAnswer: keepToConfirm },
  { name: 'confirm booking', kind: 'write', next: confirmBooking, usesUp: true },
  { name: 'a mixed day', kind: 'mixed', next: mixedDay },
  { name: 'login', kind: 'password', next: login },
];
