import type { Call } from '#shared/call';
import { ask } from '#shared/reply';
import type { IssuesTokens } from './env.ts';
import { keep } from './kept.ts';

/** What the auth Worker answers: only what concerns tokens that have not expired yet. */
export interface RevocationList {
  /** Tokens issued before this moment (ISO 8601) are refused: deactivated, deleted, or another company or role since. */
  users: readonly { userId: string; before: string }[];
  /** Ended sessions. */
  sessions: readonly string[];
}

/** The list, ready to be looked up in. */
export interface Revocations {
  /** Milliseconds since 1970. */
  revokedBefore: ReadonlyMap<string, number>;
  endedSessions: ReadonlySet<string>;
}

export const revocationsFrom = (list: RevocationList): Revocations => ({
  revokedBefore: new Map(list.users.map(({ userId, before }) => [userId, Date.parse(before)])),
  endedSessions: new Set(list.sessions),
});

/**
 * Whether a verified token is revoked all the same.
 *
 * @param token `issuedAt` in whole seconds since 1970, as in `iat`. A token issued in the very second of the revocation
 * counts as older: refusing a new one costs a refresh, accepting an old one would be a hole.
 */
export function isRevoked(
  token: { userId: string; sessionId: string; issuedAt: number },
  { revokedBefore, endedSessions }: Revocations,
): boolean {
  if (endedSessions.has(token.sessionId)) return true;
  return token.issuedAt * 1000 < (revokedBefore.get(token.userId) ?? -Infinity);
}

/**
 * A deactivation works within 60 s (spec: section 3): the list is asked for anew every 30 s, behind an answer, and one
 * older than 45 s decides nothing. Then the request waits, and without a list it gets 503: guessing would let in
 * somebody who was shut out.
 */
export const REVOCATION_AGES = { refreshMs: 30_000, refuseMs: 45_000, retryMs: 5_000 };
const ASK_TIMEOUT_MS = 1_000;

/** Gives the revocations as they were at most 45 s ago. */
export function revocationReader(): (auth: IssuesTokens, call: Call) => Promise<Revocations> {
  const kept = keep<Revocations>(REVOCATION_AGES);
  return (auth, call) =>
    kept.get(call, async () =>
      revocationsFrom(await ask('auth', auth.revocations(call.trace.traceparent), ASK_TIMEOUT_MS)),
    );
}
