const DAY_MS = 24 * 60 * 60 * 1000;
/** Docs: the API contract, section 3. */
export const TOKEN_LIVES_MS = 7 * DAY_MS;
export const SESSION_LIVES_MS = 30 * DAY_MS;
/** So long the last used token gets the very same successor again: two tabs, a lost answer. */
export const REPEAT_WITHIN_MS = 10_000;

/** What decides about a refresh. */
export interface SessionState {
  generation: number;
  createdAt: Date;
  /** When the present generation was made. */
  rotatedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

export type RefreshDecision =
  /** The present token: it is used up now, and the next generation takes its place. */
  | { kind: 'rotate'; generation: number; expiresAt: Date }
  /** The token that was used a moment ago: its successor is the present one. */
  | { kind: 'repeat' }
  /** A used token: it was stolen, or its thief was faster. The session ends for both. */
  | { kind: 'revoke' }
  /** Nothing here lets anybody in, and nothing changes. */
  | { kind: 'refuse' };

/** When a token made now ends: after seven days, and with its session after thirty. */
export const tokenExpiry = (createdAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + TOKEN_LIVES_MS, createdAt.getTime() + SESSION_LIVES_MS));

/** What presenting the token of a generation means for its session, as it stands now. */
export function decideRefresh(session: SessionState, presented: number, now: Date): RefreshDecision {
  const { generation, createdAt, rotatedAt, expiresAt, revokedAt } = session;
  if (revokedAt !== null || expiresAt <= now) return { kind: 'refuse' };
  if (presented === generation) {
    return { kind: 'rotate', generation: generation + 1, expiresAt: tokenExpiry(createdAt, now) };
  }
  // A generation that is not there yet: the store was set back to an older state. Signing in again settles it.
  if (presented > generation) return { kind: 'refuse' };
  const usedJustNow = now.getTime() - rotatedAt.getTime() <= REPEAT_WITHIN_MS;
  if (presented === generation - 1 && usedJustNow) return { kind: 'repeat' };
  return { kind: 'revoke' };
}
