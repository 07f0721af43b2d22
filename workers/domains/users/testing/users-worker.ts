import { env } from 'cloudflare:workers';
import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { traceFrom } from '#shared/trace';
import { depsFrom, type Env } from '../deps.ts';
import type { UsersForColleagues } from '../for-colleagues.ts';
import type { Deps } from '../ports.ts';

const bindings = env as unknown as Env & { USERS: Colleague<UsersForColleagues> };

/** The Worker as its colleagues reach it: over RPC. */
export const users = bindings.USERS;

/** One piece of work at a given moment; what it does after its answer is awaited by `done`. */
export function callAt(now: Date): Call & { done: () => Promise<void> } {
  const after: Promise<unknown>[] = [];
  return {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: () => now,
    afterAnswer: (work) => after.push(work),
    done: async () => {
      await Promise.all(after);
    },
  };
}

/** Real dependencies, on the real store; `changed` replaces those that a test wants to fail, or to watch. */
export const depsWith = (call: Call, changed: Partial<Deps> = {}): Deps => ({
  ...depsFrom(bindings, call),
  ...changed,
});
