import { env } from 'cloudflare:workers';
import type { DataAction, DataActions, DataApi, DataReply } from '#shared/data-api';

/** A request to the store as a test looks at it. */
export interface Seen {
  collection: string;
  update?: object;
}

/** A store between the Worker and the real one. `about` sees each request with the way to carry it out. */
export function storeThat(
  about: (
    action: DataAction,
    request: Seen,
    carryOut: () => Promise<DataReply<DataAction>>,
  ) => Promise<DataReply<DataAction>>,
): DataApi {
  return {
    run: <A extends DataAction>(action: A, request: DataActions[A]['request']) =>
      about(action, request, () => env.DATA.run(action, request)),
  };
}

/** What a caller gets whose request was lost, or its answer. */
export const lost: DataReply<DataAction> = {
  ok: false,
  failure: { kind: 'unknown-outcome', message: 'lost on purpose' },
};

/** Numbers in [0, 1) that are the same in every run of a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
