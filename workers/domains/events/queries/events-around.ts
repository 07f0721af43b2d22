import { oid } from '#shared/documents';
import { everything } from '#shared/everything';
import type { CustomerId } from '#shared/ids';
import type { Period } from '#shared/instant';
import { LONGEST_MS } from '../domain/event.ts';
import type { StoredEvent } from '../event.documents.ts';
import type { Deps } from '../ports.ts';

const MOST_AHEAD = 1_000;
const MOST_BEHIND = 500;

/**
 * An organizer's events that overlap a period: of those that start after `now` the next thousand, of the others the five
 * hundred that started last.
 */
export async function eventsAround(
  customerId: CustomerId,
  period: Period,
  { events }: Pick<Deps, 'events'>,
  now: Date,
): Promise<StoredEvent[]> {
  const theirs = { customerId: oid(customerId), live: true };
  const overlapping = { ...theirs, endDate: { $gt: period.start } };
  // None is longer than 92 days, so the search begins that much before the period.
  const earliest = new Date(period.start.getTime() - LONGEST_MS);
  const [behind, ahead] = await Promise.all([
    everything(
      events,
      { ...overlapping, startDate: { $gt: earliest, $lte: now } },
      { startDate: -1, endDate: -1, _id: -1 },
      MOST_BEHIND,
    ),
    everything(
      events,
      { ...overlapping, startDate: { $gt: now, $lt: period.end } },
      { startDate: 1, endDate: 1, _id: 1 },
      MOST_AHEAD,
    ),
  ]);
  return [...behind.toReversed(), ...ahead];
}
