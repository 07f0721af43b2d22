import { describe, expect, it } from 'vitest';
import { turns } from './in-turn.ts';

describe('work that takes turns', () => {
  const busyFor = (ms: number): void => {
    const until = Date.now() + ms;
    while (Date.now() < until);
  };

  it('lets others have the event loop between two works', async () => {
    const inTurn = turns(60_000);
    const done: string[] = [];
    const work = (name: string) => inTurn(() => done.push(name));
    const other = async () => {
      while (!done.includes('first')) {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      }
      done.push('other');
    };
    await Promise.all([work('first'), work('second'), other()]);
    expect(done.toSorted()).toEqual(['first', 'other', 'second']);
    expect(done.indexOf('other')).toBe(1);
  });

  it('goes by who has waited longest, not by who came last', async () => {
    const inTurn = turns(60_000);
    const order: number[] = [];
    const started: Promise<void>[] = [];
    const come = (place: number): void => {
      started.push(
        inTurn(() => {
          order.push(place);
          // Whoever was answered comes back at once.
          if (started.length < 12) come(started.length);
        }),
      );
    };
    for (const place of [0, 1, 2, 3]) come(place);
    while (order.length < 12) await Promise.all(started);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is refused, and none of it done, where no turn came in time: those who wait must not all come too late', async () => {
    const inTurn = turns(50);
    let begun = 0;
    const work = () => {
      begun += 1;
      busyFor(40);
    };
    const ended = await Promise.allSettled(Array.from({ length: 10 }, () => inTurn(work)));
    const refused = ended.filter((one) => one.status === 'rejected');
    expect(begun).toBeGreaterThan(0);
    expect(refused.length).toBe(10 - begun);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ reason }) => Reflect.get(Object(reason), 'code')))).toEqual(
      new Set(['SERVICE_UNAVAILABLE']),
    );
  });
});
