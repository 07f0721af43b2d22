import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { USER_TYPE } from '#shared/enums';
import { conflict, notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { log } from '#shared/log';
import { requireReach } from '#shared/permissions';
import { bookedFrom, closeCalendar } from '../close-calendar.ts';
import { beingChanged } from '../user-update.ts';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';
import { finishRevocation } from './revoke-sign-in.ts';

/**
 * Deletes a user, who is kept but shown nowhere. Of crew the calendar is closed first, on condition that nothing is held
 * from now on, so that no booking can slip in between (architecture: "Deleting a crew member").
 */
export async function deleteUser(
  id: UserId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<void> {
  const user = await deps.users.findOne({ _id: oid(id), live: true });
  if (!user) throw notFound('The user');
  requireReach(actor, 'users:delete', { companies: [user.customerId] }, 'The user');
  requireVersion(user.version, ifMatch);
  if (user.underWay !== undefined) throw beingChanged();

  const marked = await deps.users.update(
    { _id: oid(id), live: true, version: user.version, underWay: null },
    { $set: { underWay: 'deletion' }, $min: { unsettledSince: call.now() } },
  );
  // Where somebody was faster, what they left decides.
  if (!marked) return deleteUser(id, ifMatch, actor, deps, call);

  if (user.userType === USER_TYPE.crew) {
    const open = await closeCalendar(id, deps, call.now());
    if (open) {
      await giveUp(user, deps);
      throw conflict('The person has bookings to come; cancel or move them first', bookedFrom(open, call.now()));
    }
  }
  if (await finishDeletion(user, actor, deps, call)) return;
  // Their address may have been verified meanwhile, which does not wait for anything.
  const standing = await deps.users.findOne({ _id: oid(id), live: true, underWay: 'deletion' });
  if (!standing || !(await finishDeletion(standing, actor, deps, call))) throw beingChanged();
}

/** Takes the mark away, also from a user whose address was verified meanwhile: what was refused must not be done later. */
async function giveUp({ _id, version }: StoredUser, deps: Deps): Promise<void> {
  const marked = { _id: oid(_id), underWay: 'deletion' };
  if (await deps.users.update({ ...marked, version }, { $unset: { underWay: '' } })) return;
  const standing = await deps.users.findOne(marked);
  if (standing) await giveUp(standing, deps);
}

/**
 * Goes on with a deletion that stopped half-way: a calendar that can still be closed is. One that cannot has changed since
 * it could, so that a closing which comes late does nothing; the user's version is raised against a late deletion.
 */
export async function settleDeletion(user: StoredUser, deps: Deps, call: Call): Promise<void> {
  const now = call.now();
  const open = user.userType === USER_TYPE.crew ? await closeCalendar(user._id, deps, now) : null;
  if (!open) {
    await finishDeletion(user, 'system', deps, call);
    return;
  }
  await deps.users.update(
    { _id: oid(user._id), version: user.version, underWay: 'deletion' },
    change(now, { unset: ['underWay'] }),
  );
}

/** The write that decides, and then the end of every session. False where the user has changed since it was read. */
async function finishDeletion(user: StoredUser, actor: SignedIn | 'system', deps: Deps, call: Call): Promise<boolean> {
  const events = [audited(actor, 'users:delete', 'user', user._id, call)];
  const deleted = await deps.users.update(
    { _id: oid(user._id), live: true, version: user.version, underWay: 'deletion' },
    change(call.now(), { set: { live: false, revocationPending: true }, unset: ['underWay'], events }),
  );
  if (!deleted) return false;
  deps.publish(events);
  try {
    await finishRevocation({ ...user, live: false, revocationPending: true, version: user.version + 1 }, deps);
  } catch (error) {
    // The deletion stands: the sweep tells auth.
    log('warn', 'revocation-unfinished', { traceId: call.trace.traceId, userId: user._id, error });
  }
  return true;
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/users/{id}',
    access: 'users:delete',
    summary: 'Delete a user; not one who has bookings to come. Sessions end, and the e-mail address is free again',
    params: z.object({ id: UserId }),
    answers: { 200: { description: 'Deleted', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteUser(params.id, ifMatch, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
