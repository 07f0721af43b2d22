/** Ten failed sign-ins lock an account for 15 minutes (docs: the API contract, section 3). */
export const MOST_FAILED_SIGN_INS = 10;
export const LOCKED_FOR_MS = 15 * 60 * 1000;

/** What a credential keeps of failed sign-ins. */
export interface FailedSignIns {
  /** Since the last good one, or since the last lock ended. */
  failedSignIns: number;
  lockedUntil: Date | null;
}

/** How many whole seconds an account is still locked; 0 when it is not. */
export function lockedForSeconds({ lockedUntil }: FailedSignIns, now: Date): number {
  return lockedUntil === null ? 0 : Math.max(0, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000));
}

/** What another failure makes of an account that is not locked: the tenth locks it, and counting then begins anew. */
export function afterFailure({ failedSignIns, lockedUntil }: FailedSignIns, now: Date): FailedSignIns {
  const before = lockedUntil === null ? failedSignIns : 0;
  const failed = before + 1;
  return {
    failedSignIns: failed,
    lockedUntil: failed >= MOST_FAILED_SIGN_INS ? new Date(now.getTime() + LOCKED_FOR_MS) : null,
  };
}
