import { Types } from 'mongoose';
import type { BookingView } from './bookings.ts';
import { Event, type StoredEvent } from './models.ts';
import { askService, callerOf, connectStore, listen, newApp, Refusal, type PeerConfig } from './service.ts';
import type { UserView } from './users.ts';

const CANCELLED = 4;

const eventView = (event: StoredEvent) => ({
  id: event._id.toString(),
  customerId: event.customerId.toString(),
  name: event.name,
  description: event.description ?? null,
  startDate: event.startDate.toISOString(),
  endDate: event.endDate.toISOString(),
  location: event.location ?? null,
  eventType: event.eventType,
  status: event.status,
  details: event.details,
  createdAt: event.createdAt.toISOString(),
  updatedAt: event.updatedAt.toISOString(),
});
export type EventView = ReturnType<typeof eventView>;

/** Events; read with who is booked on them. */
export async function startEvents({ ports, mongodbUri }: PeerConfig): Promise<void> {
  await connectStore(mongodbUri);
  const app = newApp();
  const find = async (id: string) => {
    const event = Types.ObjectId.isValid(id) && (await Event.findById(id).lean<StoredEvent>());
    if (!event) throw new Refusal(404, 'The event was not found');
    return event;
  };

  // For the other services: without the crew.
  app.get('/internal/events/:id', async (request, response) => {
    response.json(eventView(await find(request.params.id)));
  });

  app.get('/api/events/:id', async (request, response) => {
    const { id } = request.params;
    const [event, bookings] = await Promise.all([
      find(id),
      askService<BookingView[]>(ports.bookings, `/api/bookings/event/${id}`),
    ]);
    const { userType, customerId } = callerOf(request);
    if (userType !== 1 && event.customerId.toString() !== customerId) throw new Refusal(404, 'The event was not found');
    const standing = (bookings ?? []).filter(({ status }) => status !== CANCELLED);
    const ids = [...new Set(standing.map(({ crewId }) => crewId))];
    const people = ids.length === 0 ? [] : await askService<UserView[]>(ports.users, `/api/users?ids=${ids.join(',')}`);
    const names = new Map((people ?? []).map((person) => [person.id, person.name]));
    response.json({
      ...eventView(event),
      assignedCrew: standing.map((booking) => ({
        bookingId: booking.id,
        crewId: booking.crewId,
        name: names.get(booking.crewId) ?? null,
        startTime: booking.startTime,
        endTime: booking.endTime,
        status: booking.status,
      })),
    });
  });

  await listen(app, ports.events);
}
