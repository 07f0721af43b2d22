import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { enumInput, timeType } from '#shared/enums';
import { conflict, invalid, notFound, unavailable } from '#shared/errors';
import { text } from '#shared/fields';
import { BookingId, EventId, HoldId, newId, UserId } from '#shared/ids';
import { Instant } from '#shared/instant';
import { log } from '#shared/log';
import { requireReach, scopeOf } from '#shared/permissions';
import { ask, within } from '#shared/reply';
import { firstVersion } from '#shared/stored';
import type { TariffForColleagues } from '../../customers/for-colleagues.ts';
import type { EventForColleagues } from '../../events/event.documents.ts';
import type { StoredBooking } from '../booking.documents.ts';
import { withTimesInOrder } from '../booking.input.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { buryBooking } from '../bury-booking.ts';
import { placingProblems, takesBookings } from '../domain/booking.ts';
import { amountOf, chooseTariff } from '../domain/pricing.ts';
import type { CrewMember, Deps, Hold, HoldAnswer } from '../ports.ts';

const CreateBooking = withTimesInOrder(
  z.strictObject({
    eventId: EventId,
    crewId: UserId,
    startTime: Instant,
    endTime: Instant.meta({ example: '2026-12-05T22:00:00.000Z' }),
    notes: text(1, 2_000).nullable().default(null),
    category: text(1, 50).optional().meta({ example: 'Musician' }),
    skill: text(1, 50).optional().meta({ example: 'Drums' }),
    timeType: enumInput(timeType).optional(),
  }),
);
type CreateBooking = z.infer<typeof CreateBooking>;

/** An undo goes on after the answer; so much of the three seconds of an answer is spent on learning how it ends. */
const UNDO_AWAITED_MS = 300;

/**
 * Books a crew member onto an event, in three steps one after another: read what there is (event, crew member, tariffs),
 * hold the time in the crew member's calendar, record the booking. Who dies in between leaves a hold without a booking,
 * which the sweep gives back.
 *
 * @param again whether an earlier run may have come along with the same id: what that one began is then continued
 * @throws AppError 404 event or crew member unknown, or another company's event; 400 wrong time, no tariff; 409 event
 * closed, person busy; 503 outcome unknown: either all of it took place, or it will be as if nothing had
 */
export async function createBooking(
  wish: CreateBooking,
  id: BookingId,
  again: boolean,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking> {
  const [present, earlier] = await Promise.all([
    readWhatThereIs(wish, actor, deps),
    again ? readEarlierRun(id, deps) : null,
  ]);
  if (earlier?.booking) return earlier.booking;
  // The earlier run was undone, which burnt its id. Its tombstone names the id for this run and for every later one.
  if (earlier?.tombstone) return createBooking(wish, earlier.tombstone.successorId, true, actor, deps, call);

  const booking = newBooking(id, wish, requireBookable(present, actor), actor, call);
  const recorded = await holdAndRecord(booking, deps, call);
  deps.publish(recorded.outbox);
  return recorded;
}

interface Present {
  event: EventForColleagues | null;
  crew: CrewMember | null;
  tariffs: TariffForColleagues[];
}

/** Reads in parallel. An organizer's event can only be their own, so their tariffs need not wait for it. */
async function readWhatThereIs(wish: CreateBooking, actor: SignedIn, deps: Deps): Promise<Present> {
  const scope = scopeOf(actor, 'bookings:create');
  const reading = ask('events', deps.event(wish.eventId));
  const tariffsOfEvent = async () => {
    const customerId = (await reading)?.customerId;
    return customerId === undefined ? [] : ask('customers', deps.tariffs(customerId));
  };
  const [event, crew, tariffs] = await Promise.all([
    reading,
    ask('users', deps.crewMember(wish.crewId)),
    scope === 'any' ? tariffsOfEvent() : ask('customers', deps.tariffs(scope)),
  ]);
  return { event, crew, tariffs };
}

async function readEarlierRun(id: BookingId, deps: Deps) {
  const [booking, tombstone] = await Promise.all([
    deps.bookings.findOne({ _id: oid(id), kind: 'booking' }),
    deps.tombstones.findOne({ _id: oid(id), kind: 'tombstone' }),
  ]);
  return { booking, tombstone };
}

/** The event and the crew member that are there and within the actor's reach. */
function requireBookable({ event, crew, tariffs }: Present, actor: SignedIn) {
  if (!event) throw notFound('The event');
  requireReach(actor, 'bookings:create', { companies: [event.customerId] }, 'The event');
  if (!crew) throw notFound('The crew member');
  return { event, crew, tariffs };
}

/** The booking as it will be recorded. Throws 400 with every problem of its time and its price, or 409. */
function newBooking(
  id: BookingId,
  wish: CreateBooking,
  { event, crew, tariffs }: { event: EventForColleagues; crew: CrewMember; tariffs: TariffForColleagues[] },
  actor: SignedIn,
  call: Call,
): StoredBooking {
  const now = call.now();
  const period = { start: wish.startTime, end: wish.endTime };
  const choice = chooseTariff(crew.skills, tariffs, wish);
  const problems = placingProblems(period, { start: event.startDate, end: event.endDate }, now);
  if ('problem' in choice) throw invalid([...problems, choice.problem]);
  if (problems.length > 0) throw invalid(problems);
  if (!takesBookings(event.status)) throw conflict(`The event is ${event.status}: nobody can be booked onto it`);

  const { category, skill, timeType: unit, amountOre: rateOre } = choice.tariff;
  const totalOre = amountOf(unit, rateOre, period);
  const whose = { bookingId: id, crewId: crew._id, eventId: event._id, customerId: event.customerId };
  return {
    _id: id,
    ...firstVersion(now),
    kind: 'booking',
    eventId: event._id,
    crewId: crew._id,
    crewCompanyId: crew.crewCompanyId,
    customerId: event.customerId,
    // A booking's first hold has the booking's own id, so that a second run finds what the first one holds.
    holdId: HoldId.parse(id),
    holdsToRelease: [],
    startTime: wish.startTime,
    endTime: wish.endTime,
    status: 'Requested',
    category,
    skill,
    timeType: unit,
    rateOre,
    totalOre,
    notes: wish.notes,
    cancellationReason: null,
    requestedBy: actor.userId,
    confirmedAt: null,
    completedAt: null,
    cancelledAt: null,
    ...untold(now, [
      occurred('booking.created', { ...whose, totalAmount: totalOre }, { now, traceId: call.trace.traceId }),
      audited(actor, 'bookings:create', 'booking', id, call),
    ]),
  };
}

/** Both, or neither: the time is held and the booking recorded, or the undo gives the time back. */
async function holdAndRecord(booking: StoredBooking, deps: Deps, call: Call): Promise<StoredBooking> {
  const { _id: bookingId, crewId, holdId, startTime: start, endTime: end } = booking;
  const hold: Hold = { crewId, holdId, bookingId, start, end };
  let answer: HoldAnswer;
  try {
    answer = await ask('users', deps.hold(hold));
    if (answer.outcome === 'held') {
      await deps.bookings.insert(booking);
      return booking;
    }
  } catch (failure) {
    const standing = await undo(hold, deps, call);
    if (standing) return standing;
    if (failure instanceof DuplicateKey) throw unavailable('The booking service', failure);
    throw failure;
  }
  if (answer.outcome === 'gone') throw notFound('The crew member');
  throw conflict('The crew member is not free at that time', answer.conflicts);
}

/**
 * After a hold or an insert that failed, or seemed to: buries the booking, and only then releases its hold, for a write that
 * is still under way can no longer make it needed. The answer is the booking if it was recorded all the same: it stands.
 */
async function undo(hold: Hold, deps: Deps, call: Call): Promise<StoredBooking | null> {
  const buryAndRelease = async () => {
    const standing = await buryBooking(hold.bookingId, deps, call.now());
    if (standing === null) await ask('users', deps.releaseHolds(hold.crewId, [hold.holdId]));
    return standing;
  };
  const undone = buryAndRelease();
  call.afterAnswer(undone);
  return within(UNDO_AWAITED_MS, undone).catch((error: unknown) => {
    // It goes on after the answer; what it cannot do is left to the sweep.
    log('warn', 'undo-not-awaited', { traceId: call.trace.traceId, bookingId: hold.bookingId, error });
    return null;
  });
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/bookings',
    access: 'bookings:create',
    summary: 'Book a crew member onto an event',
    body: CreateBooking,
    answers: { 201: { description: 'The booking, Requested: the time is blocked', body: BookingView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, actor, deps, call, newId: givenId }) => {
    const id = BookingId.parse(givenId ?? newId<BookingId>());
    const booking = await createBooking(body, id, givenId !== null, actor, deps, call);
    return reply(201, toBookingView(booking), {
      etag: etagOf(booking.version),
      headers: { location: `/api/bookings/${booking._id}` },
    });
  },
);
