import * as z from 'zod';
import { audited } from '#shared/audit';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import { SessionView } from '../../auth/session.view.ts';
import { SignInDataView } from '../../auth/sign-in-data.view.ts';
import { BookingView } from '../../bookings/booking.view.ts';
import { CalendarFeedView } from '../../bookings/calendar-feed.view.ts';
import { NotificationView } from '../../notifications/notification.view.ts';
import { AuditEntryView } from '../../operations/audit.view.ts';
import { shownPersonalNumber } from '../domain/personal-number.ts';
import type { Deps } from '../ports.ts';
import { unseal } from '../sensitive-fields.ts';
import { toView, UserView } from '../user.view.ts';
import { SensitiveView } from './read-sensitive.ts';

const PersonalDataView = z
  .object({
    exportedAt: InstantView,
    user: UserView,
    sensitive: SensitiveView.omit({ userId: true }),
    unavailable: z.array(z.object({ startDate: InstantView, endDate: InstantView })),
    signIn: SignInDataView.nullable(),
    sessions: z.array(SessionView),
    bookings: z.array(BookingView).meta({ description: 'As crew' }),
    calendarFeeds: z.array(CalendarFeedView),
    notifications: z.array(NotificationView),
    auditEntries: z
      .array(AuditEntryView)
      .meta({ description: 'What the person did, and what was done with the person' }),
  })
  .meta({ id: 'PersonalData' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/{id}/export',
    access: 'users:export',
    summary: 'Read everything that is kept about a person, in clear (GDPR, articles 15 and 20); in the audit log',
    params: z.object({ id: UserId }),
    answers: { 200: { description: 'Everything', body: PersonalDataView } },
    refuses: ['NOT_FOUND', 'SERVICE_UNAVAILABLE'],
  },
  async ({ params, actor, deps, call }) => {
    const user = await deps.users.findOne({ _id: oid(params.id), live: true });
    if (!user) throw notFound('The user');
    requireReach(actor, 'users:export', { person: user._id }, 'The user');

    // As with the sensitive fields: on record first.
    const events = [audited(actor, 'users:export', 'user', user._id, call)];
    const recorded = await deps.users.update(
      { _id: oid(user._id), live: true },
      { $push: { outbox: { $each: events } }, $min: { unsettledSince: call.now() } },
    );
    if (!recorded) throw notFound('The user');
    deps.publish(events);

    const [calendar, sensitive, signIn, booked, notifications, auditEntries] = await Promise.all([
      deps.calendars.findOne({ _id: oid(user._id) }),
      unseal(user, deps.cipher),
      ask('auth', deps.about.signIn(user._id, actor.sessionId)),
      ask('bookings', deps.about.bookings(user._id)),
      ask('notifications', deps.about.notifications(user._id)),
      ask('operations', deps.about.auditEntries(user._id)),
    ]);
    const number = sensitive.socialSecurityNumber;
    const view = {
      exportedAt: call.now().toISOString(),
      user: toView(user, sensitive),
      sensitive: {
        socialSecurityNumber: number === null ? null : shownPersonalNumber(number),
        bankAccount: sensitive.bankAccount,
      },
      unavailable: (calendar?.unavailable ?? []).map(({ start, end }) => ({
        startDate: start.toISOString(),
        endDate: end.toISOString(),
      })),
      ...signIn,
      ...booked,
      notifications,
      auditEntries,
    };
    return reply(200, view, { headers: { 'cache-control': 'no-store' } });
  },
);
