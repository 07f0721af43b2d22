import type { Collection } from '#shared/documents';
import type { FieldCipher } from '#shared/field-encryption';
import type { BookingId, CustomerId, HoldId, SessionId, UserId } from '#shared/ids';
import type { ReEncryption } from '#shared/re-encryption';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { SessionView } from '../auth/session.view.ts';
import type { SignInDataView } from '../auth/sign-in-data.view.ts';
import type { BookingView } from '../bookings/booking.view.ts';
import type { CalendarFeedView } from '../bookings/calendar-feed.view.ts';
import type { CustomerForColleagues } from '../customers/for-colleagues.ts';
import type { NotificationView } from '../notifications/notification.view.ts';
import type { AuditEntryView } from '../operations/audit.view.ts';
import type { StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { StoredUser } from './user.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends Publisher {
  users: Collection<StoredUser>;
  calendars: Collection<StoredCrewCalendar>;
  cipher: FieldCipher;
  /** A company; null where there is none. */
  customer: (id: CustomerId) => Promise<Reply<CustomerForColleagues | null>>;
  credentials: {
    /** Records how somebody signs in, pending until they exist. Refuses with CONFLICT where the address is taken. */
    create: (wish: { userId: UserId; email: string; password: string | null }) => Promise<Reply<true>>;
    activate: (userId: UserId) => Promise<Reply<true>>;
    removePending: (userId: UserId) => Promise<Reply<true>>;
  };
  /** What becomes of somebody's sign-in. Each may be repeated. */
  signIn: {
    /** Claims another address, and gives the former one back. Refuses with CONFLICT where it is taken. */
    changeEmail: (wish: { userId: UserId; email: string }) => Promise<Reply<true>>;
    /** Ends every session, and soon what access tokens are about. */
    revoke: (userId: UserId) => Promise<Reply<true>>;
    /** Revokes for good: the address is free again. */
    remove: (userId: UserId) => Promise<Reply<true>>;
  };
  /** What others keep about a person. */
  about: {
    signIn: (
      userId: UserId,
      asking: SessionId,
    ) => Promise<Reply<{ signIn: SignInDataView | null; sessions: SessionView[] }>>;
    bookings: (userId: UserId) => Promise<Reply<{ bookings: BookingView[]; calendarFeeds: CalendarFeedView[] }>>;
    notifications: (userId: UserId) => Promise<Reply<NotificationView[]>>;
    auditEntries: (userId: UserId) => Promise<Reply<AuditEntryView[]>>;
  };
  /** Has others forget a deleted person. False where they are not done yet; each may be repeated. */
  forget: {
    signIn: (userId: UserId) => Promise<Reply<boolean>>;
    /** Answers the person's bookings. */
    inBookings: (crewId: UserId) => Promise<Reply<BookingId[]>>;
    inNotifications: (who: { userId: UserId; bookingIds: BookingId[] }) => Promise<Reply<boolean>>;
  };
  /** Encrypts some webhooks' secrets anew with the current key. */
  reEncryptWebhooks: () => Promise<Reply<ReEncryption>>;
  /** Which holds stand, and which are to be released, after what their bookings say. */
  settleHolds: (holds: HeldTime[]) => Promise<Reply<HoldVerdict[]>>;
}

/** A hold as the bookings Worker is asked about it. */
export interface HeldTime {
  crewId: UserId;
  holdId: HoldId;
  bookingId: BookingId;
  start: Date;
  end: Date;
}

export interface HoldVerdict {
  holdId: HoldId;
  verdict: 'stands' | 'release';
}
