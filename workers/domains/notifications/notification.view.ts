import * as z from 'zod';
import { NotificationId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredNotification } from './notification.documents.ts';

export const NotificationView = z
  .object({
    id: NotificationId,
    type: z.string().meta({ example: 'booking.confirmed', description: 'The domain event that it tells of' }),
    title: z.string().meta({ example: 'Bekräftad bokning: Julkonsert' }),
    body: z.string(),
    link: z.string().meta({ example: '/bookings/665f1c2ab8d4e3f6a7b8c9d0', description: 'A path of the front end' }),
    readAt: InstantView.nullable(),
    createdAt: InstantView,
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof NotificationView>;

export function toView(notification: StoredNotification): NotificationView {
  return {
    id: notification._id,
    type: notification.type,
    title: notification.title,
    body: notification.body,
    link: notification.link,
    readAt: notification.readAt?.toISOString() ?? null,
    createdAt: notification.createdAt.toISOString(),
  };
}
