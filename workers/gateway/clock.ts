import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { Trace } from '#shared/trace';
import { colleagues, type ColleagueName, type Sweeps } from './env.ts';

/** Less than the minute between two ticks, so that a stuck sweep shows in the log before the next one starts. */
const SWEEP_TIMEOUT_MS = 50_000;

/** One tick: every domain Worker settles what is unsettled. One that fails keeps no other from its sweep. */
export async function tick(env: Readonly<Record<ColleagueName, Sweeps>>, trace: Trace): Promise<void> {
  await Promise.all(
    colleagues.map(async (name) => {
      try {
        await ask(name.toLowerCase(), env[name].sweep(trace.traceparent), SWEEP_TIMEOUT_MS);
      } catch (error) {
        // It gets another tick in a minute; what is unsettled stays marked until then.
        log('error', 'sweep-failed', { traceId: trace.traceId, worker: name.toLowerCase(), error });
      }
    }),
  );
}
