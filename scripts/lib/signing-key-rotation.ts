import * as z from 'zod';
import { MINUTE_MS } from '../../src/shared/instant.ts';
import { newSigningKey } from './settings.ts';

/** SIGNING_KEYS as operators keep it: what the auth Worker reads, and since when it is like this. */
const Ring = z.object({
  current: z.string(),
  keys: z.array(z.looseObject({ kid: z.string() })).min(1),
  /** Absent where it was never changed. The auth Worker does not look at it. */
  changedAt: z.iso.datetime().optional(),
});
type Ring = z.infer<typeof Ring>;

/**
 * How long a step must have stood before the next: longer than verifiers keep the published keys (10 minutes in the gateway, 5
 * elsewhere by the cache-control of the answer), and than an access token lives (15 minutes and 30 s of leeway).
 */
const STEP_STANDS_MS = 20 * MINUTE_MS;

/** A key is published before it signs, so that everybody knows it, and after it signed, until its last token has ended. */
export type RotationStep = 'publish' | 'sign' | 'remove';

/** The next step of a rotation and what SIGNING_KEYS is after it; or when there may be one. */
export type Next = { step: RotationStep; signingKeys: string } | { notBefore: Date };

/** @param signingKeys SIGNING_KEYS as it is */
export async function nextStep(signingKeys: string, now: Date): Promise<Next> {
  const { current, keys, changedAt } = ringIn(signingKeys);
  const [step, ring] = await (async (): Promise<[RotationStep, Ring]> => {
    const [newest] = keys.slice(-1);
    if (keys.length === 1) return ['publish', { current, keys: [...keys, await newSigningKey()] }];
    if (newest && newest.kid !== current) return ['sign', { current: newest.kid, keys }];
    return ['remove', { current, keys: keys.filter(({ kid }) => kid === current) }];
  })();
  const notBefore = new Date(Date.parse(changedAt ?? '1970-01-01T00:00:00Z') + STEP_STANDS_MS);
  // One that begins anew breaks nothing that is under way.
  if (step !== 'publish' && notBefore > now) return { notBefore };
  return { step, signingKeys: changed(ring, now) };
}

/** A key that signs at once and alone: for one that somebody else has. */
export async function keyInstead(now: Date): Promise<string> {
  const key = await newSigningKey();
  return changed({ current: key.kid, keys: [key] }, now);
}

/** The same keys, beginning to stand now. */
export const standingFrom = (signingKeys: string, now: Date): string => changed(ringIn(signingKeys), now);

/** The names of the keys as the auth Worker publishes them: first the one that signs. */
export function publishedUnder(signingKeys: string): string[] {
  const { current, keys } = ringIn(signingKeys);
  return [current, ...keys.map(({ kid }) => kid).filter((kid) => kid !== current)];
}

const ringIn = (signingKeys: string): Ring => Ring.parse(JSON.parse(signingKeys));
const changed = (ring: Ring, now: Date): string => JSON.stringify({ ...ring, changedAt: now.toISOString() });
