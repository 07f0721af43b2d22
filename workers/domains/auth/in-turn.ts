import { unavailable } from '#shared/errors';

/** Who has not asked for so long has gone, or is held up: the next one is not. */
const ASKS_WITHIN_MS = 250;

/**
 * Runs CPU-bound work, which stops everything else in the isolate, so that between two such works the event loop gets a
 * turn: else ten people who sign in at once would make each other's waiting store requests look timed out. Who has waited
 * longest is next. Nobody waits for a promise of another request, so one that is broken off holds nobody up. Who gets no
 * turn within `limitMs` is refused before the work, which by then would be done for a request that the gateway has given
 * up: 503.
 */
export function turns(limitMs: number): <T>(work: () => T) => Promise<T> {
  let taken = 0;
  /** When each last asked for its turn, in the order in which they came. */
  const waiting = new Map<object, number>();

  const isNext = (one: object, now: number): boolean => {
    for (const [other, askedAt] of waiting) {
      if (other === one) return true;
      if (now - askedAt <= ASKS_WITHIN_MS) return false;
      if (now - askedAt > limitMs) waiting.delete(other);
    }
    return true;
  };

  return async (work) => {
    const one = {};
    const since = Date.now();
    waiting.set(one, since);
    try {
      for (;;) {
        const seen = taken;
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
        const now = Date.now();
        if (now - since > limitMs) {
          throw unavailable('The check of passwords', new Error(`no turn within ${limitMs} ms`));
        }
        waiting.set(one, now);
        if (seen !== taken || !isNext(one, now)) continue;
        taken += 1;
        return work();
      }
    } finally {
      waiting.delete(one);
    }
  };
}
