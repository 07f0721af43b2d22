import { HOUR_MS, MINUTE_MS } from '#shared/instant';

/** What came of sending a webhook once. `status` is null where there was no answer, `error` where there was one. */
export interface Outcome {
  status: number | null;
  error: 'timed-out' | 'unreachable' | 'address-refused' | null;
  /** The beginning of the answer's body. */
  answer: string | null;
}

/** The waits between attempts, as Standard Webhooks 1.0 suggests them: ten attempts within about three days. */
const WAITS_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Receivers that failed together are not tried together: each wait is up to a tenth longer. */
const JITTER = 0.1;

export const MOST_ATTEMPTS = WAITS_MS.length + 1;

export type Verdict =
  | { status: 'delivered' }
  | { status: 'pending'; dueAt: Date }
  | { status: 'failed'; reason: 'gone' | 'retries-exhausted' };

/**
 * What becomes of a delivery after an attempt: 2xx is delivered, 410 says that the receiver wants no more, and anything else,
 * a redirect too, is tried again until the attempts are used up.
 *
 * @param made how many attempts there were, with this one
 * @param chance a random number in [0, 1)
 */
export function verdictOn(outcome: Outcome, made: number, now: Date, chance: number): Verdict {
  const { status } = outcome;
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered' };
  if (status === 410) return { status: 'failed', reason: 'gone' };
  const wait = WAITS_MS[made - 1];
  if (wait === undefined) return { status: 'failed', reason: 'retries-exhausted' };
  return { status: 'pending', dueAt: new Date(now.getTime() + Math.round(wait * (1 + JITTER * chance))) };
}
