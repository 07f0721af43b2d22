import type { DataFailure } from '#shared/data-api';
import { messageOf } from '../failures.ts';

/**
 * Calls a Durable Object and turns the loss of the call into a failure as data. A lost answer to a write leaves open
 * whether it happened; a lost answer to a read does not matter.
 */
export async function callDurableObject<T extends object>(
  writes: boolean,
  call: () => Promise<T>,
): Promise<T | { ok: false; failure: DataFailure }> {
  try {
    // A copy: what an RPC call answers carries a disposer, and whoever hands that very object on as an answer of their own
    // has the next caller told to dispose of it.
    return { ...(await call()) };
  } catch (error) {
    const message = messageOf(error);
    // The runtime marks a call that it refused for overload: that one never began.
    const neverBegan = typeof error === 'object' && error !== null && Reflect.get(error, 'overloaded') === true;
    return { ok: false, failure: { kind: writes && !neverBegan ? 'unknown-outcome' : 'unavailable', message } };
  }
}
