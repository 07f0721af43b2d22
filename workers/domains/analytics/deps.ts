import type { Call } from '#shared/call';
import { log } from '#shared/log';
import { consumerDepsFrom, type ConsumerEnv } from '#shared/worker-env';
import type { Deps } from './ports.ts';

export interface Env extends ConsumerEnv {
  /** Workers Analytics Engine; bound only where the account has it. */
  METRICS?: AnalyticsEngineDataset;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  return {
    count: ({ type, traceId }) => {
      log('info', 'event-heard', { traceId, type });
      env.METRICS?.writeDataPoint({ indexes: [type], blobs: [type], doubles: [1] });
    },
    ...consumerDepsFrom(env, call, 'analytics'),
  };
}
