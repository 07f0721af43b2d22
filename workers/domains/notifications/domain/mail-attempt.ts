import { HOUR_MS, MINUTE_MS } from '#shared/instant';

/** The waits between attempts: seven within about a day. A link in a mail that comes later than that helps nobody. */
const WAITS_MS = [30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 18 * HOUR_MS];

export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/**
 * When a mail that was not taken is tried again; null where it is given up. A refusal counts like a failure: a provider that
 * is configured wrongly refuses as well, and is mended within hours.
 *
 * @param made how many attempts there were, with this one
 */
export function nextAttemptAt(made: number, now: Date): Date | null {
  const wait = WAITS_MS[made - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}
