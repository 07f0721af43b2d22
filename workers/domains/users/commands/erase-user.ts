import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { conflict, notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';
import { finishRevocation } from './revoke-sign-in.ts';

const ERASED_NAME = 'Erased person';

/**
 * Erases a deleted person for good (GDPR, article 17): everybody who keeps something of the person forgets it, and then the
 * user itself, which drives it. Issued invoices and the times and
 * amounts of bookings stay (BFL 1999:1078, 7 kap. 2 §). What stops half-way is finished by the sweep.
 */
async function eraseUser(id: UserId, actor: SignedIn, deps: Deps, call: Call): Promise<void> {
  const user = await deps.users.findOne({ _id: oid(id) });
  if (!user) throw notFound('The user');
  if (user.live) throw conflict('Delete the user first: erasing is for good');
  if (user.erasure !== undefined) return;

  const events = [audited(actor, 'users:erase', 'user', id, call)];
  const begun = await deps.users.update(
    { _id: oid(id), live: false, version: user.version },
    change(call.now(), { set: { erasure: 'underWay' }, events }),
  );
  // Somebody was faster, or the deletion is still being settled: what is there now decides.
  if (!begun) return eraseUser(id, actor, deps, call);
  deps.publish(events);
  try {
    const erased = await deps.users.findOne({ _id: oid(id) });
    if (erased && (await finishRevocation(erased, deps))) await finishErasure(erased, deps, call);
  } catch (error) {
    // It has begun, and stands: the sweep goes on until everybody has forgotten.
    log('warn', 'erasure-unfinished', { traceId: call.trace.traceId, userId: id, error });
  }
}

/** True where nothing is to be erased, or all of it is. Each step may be repeated. */
export async function finishErasure(user: StoredUser, deps: Deps, call: Call): Promise<boolean> {
  if (user.erasure !== 'underWay') return true;
  const { _id } = user;
  const bookingIds = await ask('bookings', deps.forget.inBookings(_id));
  const [signInGone, notificationsGone] = await Promise.all([
    ask('auth', deps.forget.signIn(_id)),
    ask('notifications', deps.forget.inNotifications({ userId: _id, bookingIds })),
    deps.calendars.update({ _id: oid(_id) }, change(call.now(), { set: { unavailable: [], holds: [] } })),
  ]);
  if (!signInGone || !notificationsGone) return false;
  const nobody = { email: '', firstName: null, lastName: null, name: ERASED_NAME, nameKey: ERASED_NAME.toLowerCase() };
  const crew = user.crew && { skills: [], references: null, socialSecurityNumber: null, bankAccount: null };
  await deps.users.update(
    { _id: oid(_id), live: false, erasure: 'underWay' },
    // `legacy` is what an import kept of the old system's document.
    change(call.now(), { set: { ...nobody, phone: null, crew, erasure: 'done' }, unset: ['legacy'] }),
  );
  // The user is met again as it then is.
  return false;
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/users/{id}/erase',
    access: 'users:erase',
    summary: 'Erase a deleted user for good; issued invoices and bookings stay, without what is the person’s',
    params: z.object({ id: UserId }),
    answers: {
      200: { description: 'Erased, or about to be within minutes', body: z.object({ success: z.literal(true) }) },
    },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, actor, deps, call }) => {
    await eraseUser(params.id, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
