import { WorkerEntrypoint } from 'cloudflare:workers';
import { forColleague } from '#shared/colleague';
import { oid, oids } from '#shared/documents';
import { eventStatus } from '#shared/enums';
import type { CustomerId, EventId } from '#shared/ids';
import { DAY_MS, type Period } from '#shared/instant';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import { depsFrom, type Env } from './deps.ts';
import { LONGEST_MS } from './domain/event.ts';
import type { EventForCalendars, EventForColleagues, StoredEvent } from './event.documents.ts';
import { eventsAround } from './queries/events-around.ts';

/** What this Worker does for the others. */
export class EventsForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** An event; null where there is none, or it is deleted. */
  event(traceparent: string, id: EventId): Promise<Reply<EventForColleagues | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ events }) => {
      const found = await events.findOne({ _id: oid(id), live: true });
      return found && forColleagues(found);
    });
  }

  /** Whose event it is, also once it is deleted; null where there never was one. */
  customerOfEvent(traceparent: string, id: EventId): Promise<Reply<CustomerId | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ events }) => {
      const found = await events.findOne({ _id: oid(id) });
      return found && found.customerId;
    });
  }

  /** Those of these events that are there, in no promised order. */
  events(traceparent: string, ids: EventId[]): Promise<Reply<EventForColleagues[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ events }) => {
      if (ids.length === 0) return [];
      const found = await events.find({ _id: { $in: oids(ids) }, live: true }, { limit: ids.length });
      return found.map(forColleagues);
    });
  }

  /** What calendars tell of these events, also once they are deleted; in no promised order. */
  eventsForCalendars(traceparent: string, ids: EventId[]): Promise<Reply<EventForCalendars[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ events }) => {
      const found = await events.find({ _id: { $in: oids(ids) } }, { limit: Math.max(1, ids.length) });
      return found.map(forCalendars);
    });
  }

  /** What calendars tell of an organizer's events that overlap a period, a bounded number of those nearest to now. */
  eventsAround(traceparent: string, customerId: CustomerId, period: Period): Promise<Reply<EventForCalendars[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) =>
      (await eventsAround(customerId, period, deps, call.now())).map(forCalendars),
    );
  }

  /**
   * Whether an organizer has an event that is not over and still takes bookings: it ends in the future, or ended less
   * than a day ago (crew can be booked until 24 hours after it).
   */
  hasFutureEvents(traceparent: string, customerId: CustomerId): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ events }, call) => {
      const dayAgo = call.now().getTime() - DAY_MS;
      const found = await events.findOne({
        customerId: oid(customerId),
        live: true,
        status: { $in: [eventStatus.Draft, eventStatus.Scheduled, eventStatus.InProgress] },
        startDate: { $gt: new Date(dayAgo - LONGEST_MS) },
        endDate: { $gt: new Date(dayAgo) },
      });
      return found !== null;
    });
  }

  /** Which of these messages have taken their effect here. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, ({ inbox }) => inbox.handled(ids));
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => backlogOf({ events: deps.events }));
  }

  /** Settles what is unsettled: events that a subscriber may not have. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await settle(deps.events, { ...deps, now: call.now(), traceId: call.trace.traceId });
      return true as const;
    });
  }

  get #worker() {
    return { name: 'events', env: this.env, ctx: this.ctx };
  }
}

function forColleagues(event: StoredEvent): EventForColleagues {
  const { outbox: _outbox, unsettledSince: _unsettledSince, live: _live, nameKey: _nameKey, ...rest } = event;
  return rest;
}

function forCalendars(event: StoredEvent): EventForCalendars {
  const { _id, name, location, status, startDate, endDate, version, createdAt, updatedAt } = event;
  return { _id, name, location, status, startDate, endDate, version, createdAt, updatedAt };
}
