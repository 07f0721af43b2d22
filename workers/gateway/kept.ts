import type { Call } from '#shared/call';

/** How long a value stays good, in milliseconds since it was asked for. */
export interface Ages {
  /** Older than this it still serves, and is fetched anew behind the answer. */
  refreshMs: number;
  /** Older than this it no longer serves: the request waits for a new one. */
  refuseMs: number;
  /** Between two attempts to fetch it behind answers. */
  retryMs: number;
}

/** What an age calls for. */
export type Freshness = 'fresh' | 'refresh-behind' | 'too-old';

export function freshnessAt(ageMs: number, ages: Ages): Freshness {
  if (ageMs > ages.refuseMs) return 'too-old';
  return ageMs > ages.refreshMs ? 'refresh-behind' : 'fresh';
}

type Asking = Pick<Call, 'now' | 'afterAnswer'>;

/** A value of another Worker's, kept in this isolate. */
export interface Kept<T> {
  /** The value; throws what fetching throws where there is none that may still serve. */
  get(call: Asking, fetch: () => Promise<T>): Promise<T>;
  /** A value asked for now, unless one was asked for in the last `withinMs`: that one then. */
  newerThan(withinMs: number, call: Asking, fetch: () => Promise<T>): Promise<T>;
}

/**
 * Keeps a value so that requests, in the steady state, wait for nothing. Only values outlive a request, never promises:
 * a promise dies with the request that made it, and whoever waited for it from another one would hang.
 */
export function keep<T>(ages: Ages): Kept<T> {
  let kept: { value: T; askedAt: number } | null = null;
  let lastAttemptAt = -Infinity;

  const fetchNow = async (call: Asking, fetch: () => Promise<T>): Promise<T> => {
    // The value may be as old as the question, so its age counts from there.
    const askedAt = call.now().getTime();
    lastAttemptAt = askedAt;
    const value = await fetch();
    if (kept === null || askedAt >= kept.askedAt) kept = { value, askedAt };
    return value;
  };

  return {
    async get(call, fetch) {
      const now = call.now().getTime();
      const freshness = kept === null ? 'too-old' : freshnessAt(now - kept.askedAt, ages);
      if (kept === null || freshness === 'too-old') return fetchNow(call, fetch);
      if (freshness === 'refresh-behind' && now - lastAttemptAt >= ages.retryMs)
        call.afterAnswer(fetchNow(call, fetch));
      return kept.value;
    },
    async newerThan(withinMs, call, fetch) {
      if (kept !== null && call.now().getTime() - lastAttemptAt < withinMs) return kept.value;
      return fetchNow(call, fetch);
    },
  };
}
