import type { Call } from '#shared/call';
import type { UserId } from '#shared/ids';
import { MINUTE_MS } from '#shared/instant';
import { log } from '#shared/log';
import type { Deps } from '../ports.ts';

/** Longer than an access token lives (15 minutes, and 30 seconds of leeway). */
const WINDOW_MS = 20 * MINUTE_MS;
/** Beyond this the oldest are left out, which is logged: each gateway isolate holds the list in memory. */
const AT_MOST = 10_000;

export interface Revocations {
  /** Access tokens of `userId` issued before `before` (ISO 8601) are refused. */
  users: { userId: UserId; before: string }[];
  /** Sessions (`sid`) whose access tokens are refused. */
  sessions: string[];
}

/** The users and sessions that lost their access tokens within the last 20 minutes, newest first. */
export async function listRevocations(
  { credentials, sessions }: Pick<Deps, 'credentials' | 'sessions'>,
  { now, trace }: Pick<Call, 'now' | 'trace'>,
): Promise<Revocations> {
  const since = { $gt: new Date(now().getTime() - WINDOW_MS) };
  const [revokedUsers, endedSessions] = await Promise.all([
    credentials.find({ revokedBefore: since }, { sort: { revokedBefore: -1 }, limit: AT_MOST }),
    sessions.find({ revokedAt: since }, { sort: { revokedAt: -1 }, limit: AT_MOST }),
  ]);
  if (revokedUsers.length === AT_MOST || endedSessions.length === AT_MOST) {
    log('error', 'revocations-left-out', { traceId: trace.traceId, kept: AT_MOST });
  }
  return {
    users: revokedUsers.flatMap(({ _id, revokedBefore }) =>
      revokedBefore === null ? [] : [{ userId: _id, before: revokedBefore.toISOString() }],
    ),
    sessions: endedSessions.map(({ _id }) => _id),
  };
}
