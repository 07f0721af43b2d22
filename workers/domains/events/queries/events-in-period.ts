import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { invalidField, notFound } from '#shared/errors';
import type { CustomerId } from '#shared/ids';
import type { Period } from '#shared/instant';
import { requireReach, scopeOf } from '#shared/permissions';
import { ask } from '#shared/reply';
import { LONGEST_MS } from '../domain/event.ts';
import type { StoredEvent } from '../event.documents.ts';
import type { Deps } from '../ports.ts';

const MOST = 10_000;

/** Whose events are asked for: the company named, or the caller's own. An administrator has none and must name one. */
export function organizerAsked(named: CustomerId | undefined, actor: SignedIn): CustomerId {
  const scope = scopeOf(actor, 'events:list');
  if (named === undefined) {
    if (scope === 'any') throw invalidField('customerId', 'is required');
    return scope;
  }
  requireReach(actor, 'events:list', { companies: [named] }, 'The customer');
  return named;
}

/** An organizer's events that overlap a half-open period, by start. Throws 404 for an unknown customer. */
export async function eventsInPeriod(
  customerId: CustomerId,
  { start, end }: Period,
  deps: Pick<Deps, 'events' | 'customer'>,
): Promise<StoredEvent[]> {
  const [customer, events] = await Promise.all([
    ask('customers', deps.customer(customerId)),
    deps.events.find(
      {
        customerId: oid(customerId),
        live: true,
        // No event is longer than 92 days, so the search begins that much before the period.
        startDate: { $gt: new Date(start.getTime() - LONGEST_MS), $lt: end },
        endDate: { $gt: start },
      },
      { sort: { startDate: 1, endDate: 1, _id: 1 }, limit: MOST },
    ),
  ]);
  if (!customer) throw notFound('The customer');
  return events;
}
