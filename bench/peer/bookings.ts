import express from 'express';
import { Types } from 'mongoose';
import type { EventView } from './events.ts';
import type { TariffView } from './customers.ts';
import { Booking, type StoredBooking } from './models.ts';
import { askService, callerOf, connectStore, listen, newApp, queryText, Refusal, type PeerConfig } from './service.ts';
import type { UserView } from './users.ts';

const STATUS = { requested: 1, confirmed: 2, cancelled: 4 };
const HOUR_MS = 3_600_000;
const CREW = 3;
const PER_HOUR = 1;

const bookingView = (booking: StoredBooking) => ({
  id: booking._id.toString(),
  eventId: booking.eventId.toString(),
  crewId: booking.crewId.toString(),
  crewCompanyId: booking.crewCompanyId.toString(),
  customerId: booking.customerId.toString(),
  startTime: booking.startTime.toISOString(),
  endTime: booking.endTime.toISOString(),
  status: booking.status,
  category: booking.category,
  skill: booking.skill,
  timeType: booking.timeType,
  rate: booking.rateOre / 100,
  totalAmount: booking.totalOre / 100,
  notes: booking.notes ?? null,
  requestedBy: booking.requestedBy.toString(),
  confirmedAt: booking.confirmedAt?.toISOString() ?? null,
  createdAt: booking.createdAt.toISOString(),
  updatedAt: booking.updatedAt.toISOString(),
});
export type BookingView = ReturnType<typeof bookingView>;

const tariffFor = (crew: UserView, tariffs: readonly TariffView[]): TariffView => {
  const tariff = tariffs.find(
    ({ category, skill, timeType }) =>
      timeType === PER_HOUR && crew.skills.some((one) => one.category === category && one.skill === skill),
  );
  if (!tariff) throw new Refusal(400, 'No tariff for what this person does');
  return tariff;
};

interface NewBooking {
  eventId: string;
  crewId: string;
  startTime: string;
  endTime: string;
  notes?: string;
}

/** Bookings and what they cost. */
export async function startBookings({ ports, mongodbUri }: PeerConfig): Promise<void> {
  await connectStore(mongodbUri);
  const app = newApp().use(express.json());
  const crewMember = async (id: string) => {
    const crew = await askService<UserView>(ports.users, `/api/users/${id}`);
    if (crew?.userType !== CREW || crew.customerId === null) throw new Refusal(404, 'The crew member was not found');
    return { ...crew, customerId: crew.customerId };
  };
  const tariffsOf = async (customerId: string) =>
    (await askService<TariffView[]>(ports.customers, `/api/customers/${customerId}/tariffs`)) ?? [];

  app.get('/api/bookings/pricing', async (request, response) => {
    const crewId = queryText(request, 'crewId');
    const duration = Number(queryText(request, 'duration'));
    const [crew, tariffs] = await Promise.all([crewMember(crewId), tariffsOf(callerOf(request).customerId ?? '')]);
    const { category, skill, timeType, amountOre } = tariffFor(crew, tariffs);
    const total = amountOre * duration;
    response.json({
      crewId,
      category,
      skill,
      timeType,
      rate: amountOre / 100,
      duration,
      totalAmount: total / 100,
      vat: total / 400,
      totalWithVat: total / 80,
      currency: 'SEK',
    });
  });

  app.get('/api/bookings/event/:id', async (request, response) => {
    const bookings = await Booking.find({ eventId: request.params.id }).lean<StoredBooking[]>();
    response.json(bookings.map(bookingView));
  });

  app.get('/api/customers/:id/bookings', async (request, response) => {
    const pageNumber = Number(queryText(request, 'pageNumber') || 1);
    const pageSize = Number(queryText(request, 'pageSize') || 20);
    const filter = { customerId: new Types.ObjectId(request.params.id) };
    const [items, totalCount] = await Promise.all([
      Booking.find(filter)
        .sort({ startTime: -1 })
        .skip((pageNumber - 1) * pageSize)
        .limit(pageSize)
        .lean<StoredBooking[]>(),
      Booking.countDocuments(filter),
    ]);
    response.json({ items: items.map(bookingView), totalCount, pageNumber, pageSize });
  });

  app.post('/api/bookings', async (request, response) => {
    const { eventId, crewId, startTime, endTime, notes = '' } = request.body as NewBooking;
    const [start, end] = [new Date(startTime), new Date(endTime)];
    const asked = `start=${start.toISOString()}&end=${end.toISOString()}`;
    // What the specification asks one after another is asked at once where nothing depends on it.
    const [event, crew, availability, overlapping] = await Promise.all([
      askService<EventView>(ports.events, `/internal/events/${eventId}`),
      crewMember(crewId),
      askService<{ isAvailable: boolean }>(ports.users, `/api/users/${crewId}/availability?${asked}`),
      Booking.exists({
        crewId,
        status: { $ne: STATUS.cancelled },
        startTime: { $lt: end, $gt: new Date(start.getTime() - 31 * 24 * HOUR_MS) },
        endTime: { $gt: start },
      }),
    ]);
    if (!event) throw new Refusal(404, 'The event was not found');
    if (!availability?.isAvailable || overlapping) throw new Refusal(409, 'The crew member is not available');
    const tariff = tariffFor(crew, await tariffsOf(event.customerId));
    const booking = await Booking.create({
      eventId,
      crewId,
      crewCompanyId: crew.customerId,
      customerId: event.customerId,
      startTime: start,
      endTime: end,
      status: STATUS.requested,
      category: tariff.category,
      skill: tariff.skill,
      timeType: tariff.timeType,
      rateOre: tariff.amountOre,
      totalOre: Math.round((tariff.amountOre * (end.getTime() - start.getTime())) / HOUR_MS),
      notes,
      requestedBy: callerOf(request).userId,
    });
    response.status(201).json(bookingView(booking));
  });

  app.put('/api/bookings/:id/confirm', async (request, response) => {
    const booking = await Booking.findOneAndUpdate(
      { _id: request.params.id, status: STATUS.requested },
      { $set: { status: STATUS.confirmed, confirmedAt: new Date() } },
      { returnDocument: 'after' },
    ).lean<StoredBooking>();
    if (!booking) throw new Refusal(409, 'The booking cannot be confirmed');
    response.json(bookingView(booking));
  });

  await listen(app, ports.bookings);
}
