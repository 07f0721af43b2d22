import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { oid } from '#shared/documents';
import { everything } from '#shared/everything';
import { bookingStatus, type BookingStatus } from '#shared/enums';
import type { BookingId, CustomerId, EventId, HoldId, UserId } from '#shared/ids';
import type { Period } from '#shared/instant';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import type { BookingForColleagues, StoredBooking } from './booking.documents.ts';
import { toBookingView, type BookingView } from './booking.view.ts';
import { toCalendarFeedView, type CalendarFeedView } from './calendar-feed.view.ts';
import { completePastBookings } from './commands/complete-past-bookings.ts';
import { forgetPerson } from './commands/forget-person.ts';
import { depsFrom, type Env } from './deps.ts';
import { unitsOf } from './domain/pricing.ts';
import type { Hold } from './ports.ts';
import { bookingsOnEvent } from './queries/bookings-on-event.ts';
import { calendarFeedsOf } from './queries/list-calendar-feeds.ts';
import { totalsOf, type BookingTotals } from './queries/totals-of.ts';
import { releaseWhatIsLeft } from './release-holds.ts';
import { settleHolds } from './settle-holds.ts';

export type { BookingTotals } from './queries/totals-of.ts';

/** Who works when on an event. */
export interface AssignedBooking {
  bookingId: BookingId;
  crewId: UserId;
  startTime: Date;
  endTime: Date;
  status: BookingStatus;
  /** Null unless it is cancelled. */
  cancelledAt: Date | null;
}

/** Whose bookings on an event are meant: one crew member's, or those of a company's crew. */
export type BookedBy = { crewId: UserId } | { crewCompanyId: CustomerId };

/** What to do with a hold: leave it, or release it for good. */
export interface HoldVerdict {
  holdId: HoldId;
  verdict: 'stands' | 'release';
}

/** What this Worker does for the others. */
export class BookingsForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** A booking; null where there is none. */
  booking(traceparent: string, id: BookingId): Promise<Reply<BookingForColleagues | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ bookings }) => {
      const found = await bookings.findOne({ _id: oid(id), kind: 'booking' });
      return found && forColleagues(found);
    });
  }

  /** The bookings on an event that are not cancelled, by start: all of them, or those of one company's crew. */
  standingBookingsOf(
    traceparent: string,
    eventId: EventId,
    crewCompanyId: CustomerId | null,
  ): Promise<Reply<BookingForColleagues[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const found = await bookingsOnEvent(eventId, deps);
      return found
        .filter(({ status }) => status !== 'Cancelled')
        .filter((booking) => crewCompanyId === null || booking.crewCompanyId === crewCompanyId)
        .map(forColleagues);
    });
  }

  /** Who is, or was, booked on an event, in every status, by start. */
  bookingsOfEvent(traceparent: string, eventId: EventId): Promise<Reply<AssignedBooking[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) =>
      (await bookingsOnEvent(eventId, deps)).map(({ _id, crewId, startTime, endTime, status, cancelledAt }) => ({
        bookingId: _id,
        crewId,
        startTime,
        endTime,
        status,
        cancelledAt,
      })),
    );
  }

  /** Whether somebody has a booking on an event that is not cancelled. */
  hasBookingOn(traceparent: string, eventId: EventId, who: BookedBy): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ bookings }) => {
      const whose = 'crewId' in who ? { crewId: oid(who.crewId) } : { crewCompanyId: oid(who.crewCompanyId) };
      const standing = { $in: [bookingStatus.Requested, bookingStatus.Confirmed, bookingStatus.Completed] };
      return (await bookings.findOne({ eventId: oid(eventId), ...whose, status: standing })) !== null;
    });
  }

  /** Whether a company has bookings that block time: as the organizer who booked, or as the company of the crew. */
  hasLiveBookingsOf(traceparent: string, companyId: CustomerId): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ bookings }) => {
      const status = { $in: [bookingStatus.Requested, bookingStatus.Confirmed] };
      const [booked, working] = await Promise.all([
        bookings.findOne({ customerId: oid(companyId), status }),
        bookings.findOne({ crewCompanyId: oid(companyId), status }),
      ]);
      return booked !== null || working !== null;
    });
  }

  /**
   * What became of the bookings for which time is held, asked by the keeper of the calendars about holds that are older
   * than any request lives. After `release` no write can make that hold needed again.
   */
  settleHolds(traceparent: string, holds: Hold[]): Promise<Reply<HoldVerdict[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => settleHolds(holds, deps, call));
  }

  /** A person's bookings as crew, and calendar feeds, as that person sees them. */
  personalData(
    traceparent: string,
    userId: UserId,
  ): Promise<Reply<{ bookings: BookingView[]; calendarFeeds: CalendarFeedView[] }>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps) => {
      const [bookings, feeds] = await Promise.all([
        everything(deps.bookings, { crewId: oid(userId) }, { startTime: 1, endTime: 1, _id: 1 }),
        calendarFeedsOf(userId, deps),
      ]);
      return { bookings: bookings.map(toBookingView), calendarFeeds: feeds.map(toCalendarFeedView) };
    });
  }

  /**
   * A deleted person is erased: answers the person's bookings, in which nobody's own words are left; calendar feeds go. The
   * same again is fine.
   */
  forgetPerson(traceparent: string, crewId: UserId): Promise<Reply<BookingId[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => forgetPerson(crewId, deps, call.now()));
  }

  /** What an organizer's bookings that start in a period come to. */
  totalsOf(traceparent: string, customerId: CustomerId, period: Period): Promise<Reply<BookingTotals>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => totalsOf(customerId, period, deps));
  }

  /** Which of these messages have taken their effect here. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) =>
      backlogOf({ bookings: deps.bookings, calendar_feeds: deps.feeds }),
    );
  }

  /**
   * Settles what is unsettled (holds that nobody needs any more, events that a subscriber may not have), and completes
   * what has ended.
   */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      const settling = {
        ...deps,
        now: call.now(),
        traceId: call.trace.traceId,
        finish: (booking: StoredBooking) => releaseWhatIsLeft(booking, deps),
      };
      await Promise.all([
        settle(deps.bookings, settling),
        settle(deps.feeds, { ...deps, now: call.now(), traceId: call.trace.traceId }),
        completePastBookings(deps, call),
      ]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'bookings', env: this.env, ctx: this.ctx };
  }
}

function forColleagues(booking: StoredBooking): BookingForColleagues {
  const {
    outbox: _outbox,
    unsettledSince: _unsettledSince,
    kind: _kind,
    holdId: _holdId,
    holdsToRelease: _holdsToRelease,
    ...rest
  } = booking;
  return { ...rest, units: unitsOf(rest.timeType, { start: rest.startTime, end: rest.endTime }) };
}
