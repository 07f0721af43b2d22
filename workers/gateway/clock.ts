import { ended, type Running } from '#shared/call';
import type { ReportsErrors } from '#shared/error-reports';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { Trace } from '#shared/trace';
import { colleagues, type ColleagueName, type Sweeps } from './env.ts';
import type { Legacy } from './legacy.ts';

/** Less than the minute between two ticks, so that a stuck sweep shows in the log before the next one starts. */
const SWEEP_TIMEOUT_MS = 50_000;

type Clocked = Readonly<Record<ColleagueName, Sweeps>> & ReportsErrors;

/**
 * One tick: every domain Worker settles what is unsettled. One that fails keeps no other from its sweep. What an old system
 * still serves is left alone: here is only a copy of it, and nothing in it may be completed, reminded of or changed here.
 */
export async function tick(
  gateway: Running & { env: Clocked },
  { origins }: Pick<Legacy, 'origins'>,
  trace: Trace,
): Promise<void> {
  const startedAt = Date.now();
  const failed: string[] = [];
  const swept = colleagues.filter((name) => !(origins as ReadonlyMap<string, string>).has(name));
  await Promise.all(
    swept.map(async (name) => {
      const worker = name.toLowerCase();
      try {
        await ask(worker, gateway.env[name].sweep(trace.traceparent), SWEEP_TIMEOUT_MS);
      } catch (error) {
        // It gets another tick in a minute; what is unsettled stays marked until then.
        log('error', 'sweep-failed', { traceId: trace.traceId, worker, error });
        failed.push(worker);
      }
    }),
  );
  ended('sweep', gateway, { trace, meter: { roundTrips: 0 } }, startedAt, { failed });
}
