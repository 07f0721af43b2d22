import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import type { BookingStatus, EventStatus } from '#shared/enums';
import { refusalOf, unavailable } from '#shared/errors';
import { newId, type BookingId, type CustomerId, type EventId, type UserId } from '#shared/ids';
import type { Reply } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import type { Env } from '../deps.ts';
import type { NotificationsForColleagues } from '../for-colleagues.ts';
import worker from '../worker.ts';

// The store, the dead letters and the queues are the real ones; what the owners of bookings, events, users and invoices
// say is set by each test.
export const real = assembly as unknown as Env & { NOTIFICATIONS: Service<NotificationsForColleagues> };

export const says = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });
export const isDown = (whom: string): Promise<Reply<never>> =>
  Promise.resolve({ ok: false, refusal: refusalOf(unavailable(whom)) });

export interface User {
  id: UserId;
  name: string;
  email: string;
  customerId: CustomerId;
  userType: 1 | 2 | 3;
  isActive: boolean;
  preferences: { language: 'sv' | 'en'; emailNotifications: boolean };
}

const user = (
  name: string,
  customerId: CustomerId,
  userType: 1 | 2 | 3,
  language: 'sv' | 'en' = 'sv',
  isActive = true,
): User => {
  const id = newId<UserId>();
  const preferences = { language, emailNotifications: true };
  return { id, name, email: `${id}@scene.example`, customerId, userType, isActive, preferences };
};

/** An organizer, a crew company, an event and a booking on it, and a Worker's environment in which they are known. */
export function scene() {
  const [organizer, crewCompany] = [newId<CustomerId>(), newId<CustomerId>()];
  const drummer = user('Åsa Öberg', crewCompany, 3);
  const colleague = user('Bo', crewCompany, 3);
  const manager = user('Cilla', crewCompany, 2, 'en');
  const planner = user('David', organizer, 2);
  const retired = user('Eva', organizer, 2, 'sv', false);
  const companies = new Map([
    [organizer, [planner, retired]],
    [crewCompany, [drummer, colleague, manager]],
  ]);
  const everybody = [...companies.values()].flat();
  const booking = {
    _id: newId<BookingId>(),
    version: 1,
    createdAt: new Date('2026-11-20T10:00:00Z'),
    updatedAt: new Date('2026-11-20T10:00:00Z'),
    eventId: newId<EventId>(),
    crewId: drummer.id,
    crewCompanyId: crewCompany,
    customerId: organizer,
    startTime: new Date('2026-12-05T17:00:00Z'),
    endTime: new Date('2026-12-05T22:00:00Z'),
    status: 'Requested' as BookingStatus,
    category: 'Ljud',
    skill: 'FOH',
    totalOre: 250_000,
    cancellationReason: null as string | null,
  };
  const event = {
    _id: booking.eventId,
    version: 1,
    createdAt: new Date('2026-11-20T10:00:00Z'),
    updatedAt: new Date('2026-11-20T10:00:00Z'),
    status: 'Scheduled' as EventStatus,
    name: 'Julkonsert',
    location: 'Globen',
    startDate: new Date('2026-12-05T15:00:00Z'),
    endDate: new Date('2026-12-05T23:00:00Z'),
  };
  const colleagues = {
    USERS: {
      managersOfCompany: (_: string, company: CustomerId) =>
        says(
          (companies.get(company) ?? [])
            .filter(({ userType }) => userType === 2)
            .map(({ id, ...person }) => ({ _id: id, ...person })),
        ),
      people: (_: string, ids: UserId[]) =>
        says(everybody.filter(({ id }) => ids.includes(id)).map(({ id, ...person }) => ({ _id: id, ...person }))),
    },
    EVENTS: {
      event: (_: string, id: EventId): Promise<Reply<unknown>> => says(id === event._id ? event : null),
      customerOfEvent: () => says(organizer),
    },
    BOOKINGS: {
      booking: (_: string, id: BookingId): Promise<Reply<unknown>> => says(id === booking._id ? booking : null),
      bookingsOfEvent: (): Promise<Reply<unknown>> => says<unknown[]>([]),
    },
    INVOICING: {
      invoice: (): Promise<Reply<unknown>> => says<unknown>(null),
      mailAddressOf: () => says<string | null>('ekonomi@organizer.example'),
      invoiceForMail: (): Promise<Reply<unknown>> => says<unknown>(null),
    },
  };
  const about = {
    bookingId: booking._id,
    crewId: drummer.id,
    eventId: event._id,
    customerId: organizer,
  };
  return { organizer, crewCompany, drummer, colleague, manager, planner, retired, booking, event, about, colleagues };
}
export type Scene = ReturnType<typeof scene>;

export const at = (iso = '2026-11-23T10:00:00.000Z') => ({ now: new Date(iso), traceId: traceFrom(null).traceId });

/** Delivers messages as one batch, and says what the Worker did with each. */
export async function deliver(bodies: unknown[], { colleagues }: Scene): Promise<('ack' | 'retry' | 'nothing')[]> {
  const batch = createMessageBatch(
    'thenorsound-notifications',
    bodies.map((body, place) => ({ id: String(place), timestamp: new Date(), attempts: 1, body })),
  );
  const context = createExecutionContext();
  await worker.queue(batch, { ...real, ...colleagues } as unknown as Env, context);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, context);
  return bodies.map((_, place) => {
    if (explicitAcks.includes(String(place))) return 'ack';
    return retryMessages.some(({ msgId }) => msgId === String(place)) ? 'retry' : 'nothing';
  });
}
