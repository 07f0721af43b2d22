import { describe, expect, test } from 'vitest';
import { freshnessAt, keep } from './kept.ts';

const ages = { refreshMs: 30_000, refuseMs: 45_000, retryMs: 5_000 };

/** A clock to set, a source to count, and what goes on behind answers to wait for. */
function scene() {
  let now = 0;
  let fetched = 0;
  let failing = false;
  const behind: Promise<unknown>[] = [];
  const call = {
    now: () => new Date(now),
    afterAnswer: (work: Promise<unknown>) => void behind.push(work.catch(() => undefined)),
  };
  const fetch = async () => {
    fetched += 1;
    if (failing) throw new Error('the source is down');
    return fetched;
  };
  const kept = keep<number>(ages);
  return {
    at: (ms: number) => {
      now = ms;
    },
    fail: (value: boolean) => {
      failing = value;
    },
    get: () => kept.get(call, fetch),
    newerThan: (ms: number) => kept.newerThan(ms, call, fetch),
    fetched: () => fetched,
    behind: () => Promise.all(behind),
  };
}

describe('a kept value', () => {
  test('is fresh, then refreshed behind the answer, then too old', () => {
    expect([0, 30_000, 30_001, 45_000, 45_001].map((age) => freshnessAt(age, ages))).toEqual([
      'fresh',
      'fresh',
      'refresh-behind',
      'refresh-behind',
      'too-old',
    ]);
  });

  test('is fetched once while it is fresh', async () => {
    const { at, get, fetched } = scene();
    await get();
    at(30_000);
    expect(await get()).toBe(1);
    expect(fetched()).toBe(1);
  });

  test('serves at once when it is due, and the next request has the new one', async () => {
    const { at, get, behind } = scene();
    await get();
    at(31_000);
    expect(await get()).toBe(1);
    await behind();
    expect(await get()).toBe(2);
  });

  test('is fetched by one of the requests that find it due, and again by one of those 5 s later', async () => {
    const { at, get, fail, behind, fetched } = scene();
    await get();
    fail(true);
    at(31_000);
    await Promise.all([get(), get(), get()]);
    await behind();
    expect(fetched()).toBe(2);
    at(35_999);
    await get();
    expect(fetched()).toBe(2);
    at(36_000);
    await get();
    await behind();
    expect(fetched()).toBe(3);
  });

  test('that is too old is waited for, and missing where it cannot be had', async () => {
    const { at, get, fail } = scene();
    await get();
    at(45_001);
    expect(await get()).toBe(2);
    fail(true);
    at(100_000);
    await expect(get()).rejects.toThrow('the source is down');
  });

  test('is as old as the question, not as the answer', async () => {
    let now = 0;
    const kept = keep<string>(ages);
    const call = { now: () => new Date(now), afterAnswer: () => undefined };
    await kept.get(call, async () => {
      now = 46_000;
      return 'slow';
    });
    expect(await kept.get(call, async () => 'new')).toBe('new');
  });

  test('is not replaced by an older answer that comes late', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    let now = 0;
    const kept = keep<string>(ages);
    const call = { now: () => new Date(now), afterAnswer: () => undefined };
    const slow = kept.get(call, () => promise);
    now = 1_000;
    await kept.get(call, async () => 'newer');
    resolve('older');
    await slow;
    expect(await kept.get(call, async () => 'unasked')).toBe('newer');
  });

  test('is asked for anew on demand, once within the given time', async () => {
    const { at, get, newerThan } = scene();
    await get();
    at(9_999);
    expect(await newerThan(10_000)).toBe(1);
    at(10_000);
    expect(await newerThan(10_000)).toBe(2);
    expect(await newerThan(10_000)).toBe(2);
  });
});
