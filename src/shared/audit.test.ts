import { describe, expect, it } from 'vitest';
import type { SignedIn } from './actor.ts';
import { audited } from './audit.ts';
import { domainEvents, Envelope, subscribersOf } from './domain-events.ts';
import { newId, type BookingId, type SessionId, type UserId } from './ids.ts';
import { traceFrom } from './trace.ts';

const call = { now: () => new Date('2026-11-23T10:00:00Z'), trace: traceFrom(null) };
const admin: SignedIn = {
  kind: 'user',
  userId: newId<UserId>(),
  role: 'admin',
  userType: 1,
  customerId: null,
  customerType: null,
  sessionId: newId<SessionId>(),
};

describe('an audit entry', () => {
  it('says who did what to which record, when and in which trace', () => {
    const id = newId<BookingId>();
    const entry = audited(admin, 'bookings:cancel', 'booking', id, call);
    expect(entry).toMatchObject({
      type: 'audit.recorded',
      occurredAt: '2026-11-23T10:00:00.000Z',
      traceId: call.trace.traceId,
      data: {
        actorId: admin.userId,
        actorRoles: ['admin'],
        action: 'bookings:cancel',
        resource: 'booking',
        resourceId: id,
      },
    });
    expect(domainEvents['audit.recorded'].data.safeParse(Envelope.parse(entry).data).success).toBe(true);
  });

  it('tells the system from somebody who is not signed in', () => {
    const by = (actor: Parameters<typeof audited>[0]) =>
      audited(actor, 'auth:sign-in', 'user', newId<UserId>(), call).data;
    expect(by('system')).toMatchObject({ actorId: null, actorRoles: ['system'] });
    expect(by({ kind: 'anonymous' })).toMatchObject({ actorId: null, actorRoles: [] });
  });

  it('goes to operations alone', () => {
    expect(subscribersOf('audit.recorded')).toEqual(['operations']);
  });
});
