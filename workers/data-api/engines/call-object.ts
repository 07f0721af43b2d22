import type { DataFailure } from '#shared/data-api';
import { lossOf } from '#shared/durable-store';

/** Asks a Durable Object something that writes no document; the loss of the call is a failure as data. */
export async function callObject<T extends object>(
  call: () => Promise<T>,
): Promise<T | { ok: false; failure: DataFailure }> {
  try {
    // A copy: what an RPC call answers carries a disposer, and whoever hands that very object on as an answer of their own
    // has the next caller told to dispose of it.
    return { ...(await call()) };
  } catch (error) {
    return { ok: false, failure: lossOf(error, false) };
  }
}
