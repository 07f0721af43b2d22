import { env as assembly } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openCollection, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { newId, type BookingId, type InvoiceId, type MessageId, type NotificationId, type UserId } from '#shared/ids';
import { traceFrom } from '#shared/trace';
import { actorOf, asking, type Answered } from '../../../test/support/assembly/ask.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { StoredMail } from './mail.documents.ts';
import { StoredNotification } from './notification.documents.ts';
import { at, deliver, isDown, real, says, scene, type Scene, type User } from './testing/scene.ts';

const ask = asking(assembly.NOTIFICATIONS_HTTP);

interface Seen {
  id: NotificationId;
  type: string;
  title: string;
  body: string;
  link: string;
  readAt: string | null;
  createdAt: string;
}

const asActor = ({ id }: User) => actorOf('organizer', { userId: id });
const itemsOf = ({ body }: Answered) => body['items'] as unknown as Seen[];
const feedOf = async (person: User, query = '') =>
  itemsOf(await ask(asActor(person), 'GET', `/api/notifications${query}`));
const feedsOf = (people: User[]) => Promise.all(people.map((person) => feedOf(person)));

const handled = async (envelopes: { id: MessageId }[]) => {
  const reply = await real.NOTIFICATIONS.handled(
    traceFrom(null).traceparent,
    envelopes.map(({ id }) => id),
  );
  if (!reply.ok) throw new Error(reply.refusal.message);
  return reply.value;
};
const parked = async (ids: MessageId[]) => {
  const reply = await real.OPERATIONS.parked(traceFrom(null).traceparent, 'notifications', ids);
  if (!reply.ok) throw new Error(reply.refusal.message);
  return reply.value;
};

describe('a confirmed booking', () => {
  it('is told to the crew member, the crew company’s managers and the organizer’s users, each in their language', async () => {
    const here = scene();
    const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 250_000 }, at());
    expect(await deliver([confirmed], here)).toEqual(['ack']);

    const [crew, manager, planner] = (await feedsOf([here.drummer, here.manager, here.planner])).map(
      ([newest]) => newest,
    );
    expect(crew).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      type: 'booking.confirmed',
      title: 'Bekräftad bokning: Julkonsert',
      body: 'Du är bokad lör 5 december 2026 18:00–23:00.',
      link: `/bookings/${here.booking._id}`,
      readAt: null,
      createdAt: '2026-11-23T10:00:00.000Z',
    });
    expect(manager?.title).toBe('Booking confirmed: Julkonsert');
    expect(planner?.body).toMatch(/^Åsa Öberg är bokad .* Belopp: 2.500,00.kr exkl\. moms\.$/);
  });

  it('is not told to other crew, nor to users who are not active', async () => {
    const here = scene();
    await deliver([occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at())], here);
    expect(await feedsOf([here.colleague, here.retired])).toEqual([[], []]);
  });

  it('stores exactly one notification per person when delivered three times, twice of them at once', async () => {
    const here = scene();
    const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
    expect(await deliver([confirmed, confirmed], here)).toEqual(['ack', 'ack']);
    expect(await deliver([confirmed], here)).toEqual(['ack']);
    const feeds = await feedsOf([here.drummer, here.manager, here.planner]);
    expect(feeds.map((feed) => feed.length)).toEqual([1, 1, 1]);
    expect(await handled([confirmed])).toEqual([confirmed.id]);
  });

  it('stands in the order in which things happened, in whatever order they are learnt of', async () => {
    const here = scene();
    const created = occurred('booking.created', { ...here.about, totalAmount: 1 }, at('2026-11-23T10:00:00.000Z'));
    const moved = occurred(
      'booking.moved',
      { ...here.about, startTime: '2026-12-05T18:00:00.000Z', endTime: '2026-12-05T20:00:00.000Z' },
      at('2026-11-23T10:01:00.000Z'),
    );
    const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at('2026-11-23T10:02:00.000Z'));
    const cancelled = occurred(
      'booking.cancelled',
      { ...here.about, cancellationReason: 'Sjuk' },
      at('2026-11-23T10:03:00.000Z'),
    );
    await deliver([cancelled], here);
    await deliver([confirmed, created], here);
    await deliver([moved, cancelled, created], here);
    const feed = await feedOf(here.drummer);
    expect(feed.map(({ type }) => type)).toEqual([
      'booking.cancelled',
      'booking.confirmed',
      'booking.moved',
      'booking.created',
    ]);
    expect(feed[0]?.body).toContain('Anledning: Sjuk');
    expect(feed[2]?.body).toContain('19:00–21:00');
  });

  it('is finished by the next delivery when the first one died before noting it', async () => {
    const here = scene();
    const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
    await deliver([confirmed], here);
    // As if the process had died after the effect and before the inbox.
    await openCollection(real.DATA, { roundTrips: 0 }, 'inbox_notifications', StoredMail).remove({
      _id: oid(confirmed.id),
    });
    expect(await handled([confirmed])).toEqual([]);
    expect(await deliver([confirmed], here)).toEqual(['ack']);
    expect(await feedOf(here.drummer)).toHaveLength(1);
    expect(await handled([confirmed])).toEqual([confirmed.id]);
  });
});

describe('what cannot be handled', () => {
  it('is parked with its error at once and does not delay the others of its batch', async () => {
    const here = scene();
    const good = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
    const malformed = { ...good, id: newId<MessageId>(), data: { bookingId: 'nonsense' } };
    const unknown = { ...good, id: newId<MessageId>(), type: 'booking.teleported' };
    const unheard = { ...occurred('user.logged-in', { userId: newId<UserId>() }, at()) };
    const future = { ...good, id: newId<MessageId>(), version: 2 };
    const garbage = 'not an event at all';
    expect(await deliver([malformed, unknown, future, unheard, garbage, good], here)).toEqual(
      Array.from({ length: 6 }, () => 'ack'),
    );
    expect(await feedOf(here.drummer)).toHaveLength(1);
    const ids = [malformed.id, unknown.id, unheard.id, future.id];
    expect(new Set(await parked(ids))).toEqual(new Set(ids));
    expect(await handled([malformed, unknown, unheard, future])).toEqual([]);
  });

  it('is an event of a booking or an invoice that there is not', async () => {
    const here = scene();
    const booking = occurred(
      'booking.confirmed',
      { ...here.about, bookingId: newId<BookingId>(), totalAmount: 1 },
      at(),
    );
    const invoice = occurred(
      'invoice.overdue',
      { invoiceId: newId<InvoiceId>(), customerId: here.organizer, amount: 1 },
      at(),
    );
    await deliver([booking, invoice], here);
    expect(new Set(await parked([booking.id, invoice.id]))).toEqual(new Set([booking.id, invoice.id]));
  });
});

describe('a dependency that is down', () => {
  it.each(['BOOKINGS', 'EVENTS', 'USERS'] as const)(
    'has the message come again later, and nothing is parked: %s',
    async (who) => {
      const here = scene();
      const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
      const down = new Proxy({}, { get: () => () => isDown(who) });
      const dark = { ...here, colleagues: { ...here.colleagues, [who]: down } };
      expect(await deliver([confirmed], dark)).toEqual(['retry']);
      expect(await parked([confirmed.id])).toEqual([]);
      expect(await handled([confirmed])).toEqual([]);
      expect(await deliver([confirmed], here)).toEqual(['ack']);
      expect(await feedOf(here.drummer)).toHaveLength(1);
    },
  );

  it('does not delay messages that do not need it', async () => {
    const here = scene();
    const stuck = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
    const fine = occurred('user.created', { userId: here.planner.id, userType: 2, customerId: here.organizer }, at());
    const dark = { ...here, colleagues: { ...here.colleagues, BOOKINGS: { booking: () => isDown('bookings') } } };
    expect(await deliver([stuck, fine], dark as unknown as Scene)).toEqual(['retry', 'ack']);
  });

  it('is also the store, whose silence is no reason to park anything', async () => {
    const here = scene();
    const confirmed = occurred('booking.confirmed', { ...here.about, totalAmount: 1 }, at());
    const DATA = { run: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable', message: 'down' } }) };
    expect(await deliver([confirmed], { ...here, colleagues: { ...here.colleagues, DATA } } as Scene)).toEqual([
      'retry',
    ]);
    expect(await parked([confirmed.id])).toEqual([]);
  });
});

describe('an event that changes', () => {
  const shift = (person: User, status: string, cancelledAt: Date | null) => ({
    bookingId: newId<BookingId>(),
    crewId: person.id,
    startTime: new Date('2026-12-05T17:00:00Z'),
    endTime: new Date('2026-12-05T22:00:00Z'),
    status,
    cancelledAt,
  });

  it('is told to everyone booked on it, once, and to nobody who had cancelled', async () => {
    const here = scene();
    const shifts = [
      shift(here.drummer, 'Confirmed', null),
      shift(here.drummer, 'Requested', null),
      shift(here.colleague, 'Cancelled', new Date('2026-11-01T00:00:00Z')),
    ];
    here.colleagues.BOOKINGS.bookingsOfEvent = () => says(shifts);
    await deliver([occurred('event.updated', { eventId: here.event._id, status: 'Scheduled' }, at())], here);
    const [drummer, colleague, planner] = await feedsOf([here.drummer, here.colleague, here.planner]);
    expect(drummer?.map(({ title, link }) => [title, link])).toEqual([
      ['Ändrat: Julkonsert', `/events/${here.event._id}`],
    ]);
    expect([colleague, planner]).toEqual([[], []]);
  });

  it('tells of its cancellation also those whose bookings it has cancelled by then', async () => {
    const here = scene();
    const shifts = [shift(here.drummer, 'Cancelled', new Date('2026-11-23T10:00:01Z'))];
    here.colleagues.BOOKINGS.bookingsOfEvent = () => says(shifts);
    await deliver([occurred('event.updated', { eventId: here.event._id, status: 'Cancelled' }, at())], here);
    expect((await feedOf(here.drummer)).map(({ title }) => title)).toEqual(['Inställt: Julkonsert']);
  });

  it('leads to the bookings when it is deleted', async () => {
    const here = scene();
    const own = shift(here.drummer, 'Confirmed', null);
    here.colleagues.BOOKINGS.bookingsOfEvent = () => says([own]);
    here.colleagues.EVENTS.event = () => says(null);
    await deliver([occurred('event.deleted', { eventId: here.event._id }, at())], here);
    expect((await feedOf(here.drummer)).map(({ title, link }) => [title, link])).toEqual([
      ['Evenemang borttaget', `/bookings/${own.bookingId}`],
    ]);
  });

  it('tells nobody where nobody is booked', async () => {
    const here = scene();
    const updated = occurred('event.updated', { eventId: here.event._id, status: 'Scheduled' }, at());
    expect(await deliver([updated], here)).toEqual(['ack']);
    expect(await handled([updated])).toEqual([updated.id]);
  });
});

describe('an invoice', () => {
  const events = (here: Scene) => {
    const about = { invoiceId: newId<InvoiceId>(), customerId: here.organizer };
    return [
      occurred(
        'invoice.generated',
        { ...about, bookingId: here.booking._id, totalAmount: 312_500, dueDate: '2026-12-23' },
        at('2026-11-23T10:00:00.000Z'),
      ),
      occurred('invoice.overdue', { ...about, amount: 312_500 }, at('2026-12-24T00:00:00.000Z')),
      occurred(
        'invoice.payment-received',
        { ...about, amount: 312_500, paymentMethod: 'Bankgiro' },
        at('2026-12-25T00:00:00.000Z'),
      ),
    ];
  };

  it('is told to the organizer’s users, and to the managers of the crew company that sells', async () => {
    const here = scene();
    const invoice = { type: 'Invoice', number: '2026-000017', sellerId: here.crewCompany };
    here.colleagues.INVOICING.invoice = () => says(invoice);
    expect(await deliver(events(here), here)).toEqual(['ack', 'ack', 'ack']);
    const [planner, manager, drummer] = await feedsOf([here.planner, here.manager, here.drummer]);
    expect(planner?.map(({ title }) => title)).toEqual([
      'Betalning registrerad: 2026-000017',
      'Förfallen faktura: 2026-000017',
      'Ny faktura: 2026-000017',
    ]);
    expect(manager?.map(({ title }) => title)).toEqual([
      'Payment recorded: 2026-000017',
      'Overdue invoice: 2026-000017',
      'Invoice issued: 2026-000017',
    ]);
    expect(drummer).toEqual([]);
  });

  it('is told to the organizer’s users alone when the platform sells', async () => {
    const here = scene();
    here.colleagues.INVOICING.invoice = () => says({ type: 'CreditNote', number: '2026-000018', sellerId: null });
    await deliver(events(here).slice(0, 1), here);
    const [planner, manager] = await feedsOf([here.planner, here.manager]);
    expect(planner?.map(({ title }) => title)).toEqual(['Kreditfaktura: 2026-000018']);
    expect(manager).toEqual([]);
  });
});

describe('a mail that is asked for', () => {
  it('is kept until it is sent, once for each message', async () => {
    const here = scene();
    const asked = occurred('mail.requested', { userId: here.planner.id, mail: 'invitation' }, at());
    await deliver([asked, asked], here);
    const mails = openCollection(real.DATA, { roundTrips: 0 }, 'mails', StoredMail);
    expect(await mails.find({ _id: oid(asked.id) })).toMatchObject([
      { userId: here.planner.id, mail: 'invitation', status: 'pending', dueAt: new Date('2026-11-23T10:00:00Z') },
    ]);
  });
});

describe('reading notifications', () => {
  /** Tells one person of `count` things, a minute apart. */
  async function told(count: number) {
    const here = scene();
    const start = Date.parse('2026-11-23T10:00:00Z');
    const events = Array.from({ length: count }, (_, minute) =>
      occurred(
        'user.created',
        { userId: here.planner.id, userType: 2, customerId: here.organizer },
        at(new Date(start + minute * 60_000).toISOString()),
      ),
    );
    await deliver(events, here);
    return here.planner;
  }

  it('is paged, newest first', async () => {
    const planner = await told(3);
    const { status, body } = await ask(asActor(planner), 'GET', '/api/notifications?pageSize=2&pageNumber=2');
    expect(status).toBe(200);
    expect(body).toMatchObject({ pageNumber: 2, pageSize: 2, totalCount: 3, totalPages: 2 });
    expect(body['items']).toMatchObject([{ createdAt: '2026-11-23T10:00:00.000Z' }]);
  });

  it('marks one’s own as read, once: the same again changes nothing', async () => {
    const planner = await told(2);
    const [newest] = await feedOf(planner);
    const path = `/api/notifications/${newest?.id}/read`;
    const first = await ask(asActor(planner), 'PUT', path);
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    expect(first.body['readAt']).not.toBeNull();
    const second = await ask(asActor(planner), 'PUT', path);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(second.headers.get('etag')).toBe('"2"');

    const [unread, read] = await Promise.all([feedOf(planner, '?unread=true'), feedOf(planner, '?unread=false')]);
    expect([unread.length, read.map(({ id }) => id)]).toEqual([1, [newest?.id]]);
  });

  it('keeps one time of reading when two tabs are at it at once', async () => {
    const planner = await told(1);
    const [newest] = await feedOf(planner);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ask(asActor(planner), 'PUT', `/api/notifications/${newest?.id}/read`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['readAt'])).size).toBe(1);
  });

  it('refuses somebody else’s as if there were none, a stale version, a malformed id, and strangers', async () => {
    const planner = await told(1);
    const [newest] = await feedOf(planner);
    const path = `/api/notifications/${newest?.id}/read`;
    const foreign = await ask(actorOf('admin'), 'PUT', path);
    const unknown = await ask(asActor(planner), 'PUT', `/api/notifications/${newId<NotificationId>()}/read`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.error.message).toBe(unknown.body.error.message);

    const stale = await ask(asActor(planner), 'PUT', path, undefined, { 'if-match': '"7"' });
    const malformed = await ask(asActor(planner), 'PUT', '/api/notifications/7/read');
    const stranger = await ask({ kind: 'anonymous' }, 'PUT', path);
    expect([stale.status, malformed.status, stranger.status]).toEqual([412, 400, 401]);
    expect((await feedOf(planner, '?unread=true')).length).toBe(1);
  });

  it('refuses every bad query parameter at once', async () => {
    const { status, body } = await ask(actorOf('crew'), 'GET', '/api/notifications?unread=maybe&pageSize=101&foo=1');
    expect(status).toBe(400);
    expect(body.error.details.map(({ field }) => field).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'foo',
      'pageSize',
      'unread',
    ]);
  });

  it('shows everybody only their own', async () => {
    await told(1);
    const { status, body } = await ask(actorOf('admin'), 'GET', '/api/notifications');
    expect([status, body['totalCount']]).toEqual([200, 0]);
  });
});

describe('what was read', () => {
  it('is told to the audit log, and settled by the sweep once it is there', async () => {
    const here = scene();
    const { planner } = here;
    await deliver(
      [occurred('user.created', { userId: planner.id, userType: 2, customerId: here.organizer }, at())],
      here,
    );
    const [newest] = await feedOf(planner);
    if (!newest) throw new Error('nothing was told');
    await ask(asActor(planner), 'PUT', `/api/notifications/${newest.id}/read`);

    const notifications = openCollection(real.DATA, { roundTrips: 0 }, 'notifications', StoredNotification);
    const read = () => notifications.findOne({ _id: oid(newest.id) });
    const told = (await read())?.outbox[0];
    expect(told).toMatchObject({ type: 'audit.recorded', data: { action: 'notifications:read', actorId: planner.id } });
    await eventually(async () => {
      const reply = await real.OPERATIONS.handled(traceFrom(null).traceparent, [told?.id ?? '']);
      return reply.ok && reply.value.length === 1;
    });

    // As old as a sweep takes for abandoned.
    await notifications.update({ _id: oid(newest.id) }, { $set: { unsettledSince: new Date(0) } });
    expect(await real.NOTIFICATIONS.sweep(traceFrom(null).traceparent)).toEqual({ ok: true, value: true });
    expect(await read()).toMatchObject({ outbox: [], unread: false });
    expect((await read())?.unsettledSince).toBeUndefined();
  });
});
