/**
 * Asks again and again until `condition` gives something other than undefined, null or false, and answers that; throws
 * with the last failure when `withinMs` is over. For what happens after an answer: queues, sweeps.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<Exclude<Awaited<T>, undefined | null | false>> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const given = await condition();
      if (given !== undefined && given !== null && given !== false) {
        return given as Exclude<Awaited<T>, undefined | null | false>;
      }
      last = given;
    } catch (failure) {
      // An assertion that does not hold yet; it is thrown on if it never does.
      last = failure;
    }
    if (Date.now() > deadline) {
      throw last instanceof Error ? last : new Error(`Not within ${withinMs} ms; the last answer was ${String(last)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
