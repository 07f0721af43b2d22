import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { NotificationId } from '#shared/ids';
import type { StoredNotification } from '../notification.documents.ts';
import { NotificationView, toView } from '../notification.view.ts';
import type { Deps } from '../ports.ts';

/** Marks one of the actor's own notifications as read. Read already: it keeps the time at which it was read first. */
export async function readNotification(
  id: NotificationId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Pick<Deps, 'notifications' | 'publish'>,
  call: Call,
): Promise<StoredNotification> {
  const own = { _id: oid(id), userId: oid(actor.userId) };
  const notification = await deps.notifications.findOne(own);
  if (!notification) throw notFound('The notification');
  requireVersion(notification.version, ifMatch);
  if (!notification.unread) return notification;

  const now = call.now();
  const events = [audited(actor, 'notifications:read', 'notification', id, call)];
  const read = change(now, { set: { unread: false, readAt: now }, events });
  const isChanged = await deps.notifications.update({ ...own, unread: true }, read);
  // Somebody else, in another tab, was faster: what they wrote stands.
  if (!isChanged) return readNotification(id, null, actor, deps, call);
  deps.publish(events);
  return { ...notification, unread: false, readAt: now, version: notification.version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/notifications/{id}/read',
    access: 'notifications:read',
    summary: 'Mark a notification as read',
    params: z.object({ id: NotificationId }),
    answers: { 200: { description: 'The notification', body: NotificationView, etag: true } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    const notification = await readNotification(params.id, ifMatch, actor, deps, call);
    return reply(200, toView(notification), { etag: etagOf(notification.version) });
  },
);
