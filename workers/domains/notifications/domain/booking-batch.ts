import { MINUTE_MS } from '#shared/instant';

/** So long nothing must have happened before a mail about a booking goes out. */
export const QUIET_MS = 3 * MINUTE_MS;
/** After so long a mail goes out even if more keeps happening. */
export const LONGEST_MS = 15 * MINUTE_MS;
/** Nothing follows on a cancellation but what is already under way: a person who packs the car is told soon. */
const OVER_MS = 20_000;

/** When a mail about a booking is due, and when at the latest. */
export interface Batch {
  dueAt: Date;
  latestAt: Date;
}

/**
 * When the mail about a booking goes out, now that something has happened to it.
 *
 * @param waiting the mail that waits already; null where there is none
 * @param isEnd whether it was cancelled: that overtakes what waits
 */
export function batchAfter(waiting: Batch | null, isEnd: boolean, now: Date): Batch {
  const latestAt = waiting?.latestAt ?? new Date(now.getTime() + LONGEST_MS);
  const quietAt = new Date(now.getTime() + (isEnd ? OVER_MS : QUIET_MS));
  return { dueAt: earlier(quietAt, latestAt), latestAt };
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
