import type { Call } from '#shared/call';
import type { StoredCredential } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';
import { settlePendingCredential } from './settle-pending-credential.ts';

/** Completes what a death after the write of a credential left undone; true when nothing is open any more. */
export async function settleCredential(credential: StoredCredential, deps: Deps, call: Call): Promise<boolean> {
  const { _id, sessionsToEnd } = credential;
  if (sessionsToEnd) await endSessionsOfUser(_id, sessionsToEnd, 'system', deps, call);
  return settlePendingCredential(credential, deps, call);
}
