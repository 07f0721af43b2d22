import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import type { EventStatus } from '#shared/enums';
import { mails, mailScene } from './testing/mail-scene.ts';
import { at, says, type Scene, type User } from './testing/scene.ts';

const subjectsOf = async ({ received }: ReturnType<typeof mailScene>, person: User) =>
  (await received(person)).map(({ subject }) => subject);

const created = ({ about }: Scene) => occurred('booking.created', { ...about, totalAmount: 250_000 }, at());
const confirmed = ({ about }: Scene) => occurred('booking.confirmed', { ...about, totalAmount: 250_000 }, at());
const moved = ({ about, booking }: Scene) =>
  occurred(
    'booking.moved',
    { ...about, startTime: booking.startTime.toISOString(), endTime: booking.endTime.toISOString() },
    at(),
  );
const cancelled = ({ about }: Scene) => occurred('booking.cancelled', { ...about, cancellationReason: 'Åska' }, at());

describe('a mail about a booking', () => {
  it('says what concerns its reader, in the reader’s language, and no price to the person who is booked', async () => {
    const here = mailScene();
    await here.hears(created(here));
    await here.sendAll();
    const [[crew], [manager], planner] = await Promise.all([
      here.received(here.drummer),
      here.received(here.manager),
      here.received(here.planner),
    ]);
    expect(crew?.subject).toBe('Ny bokningsförfrågan: Julkonsert');
    for (const part of [crew?.text, crew?.html]) {
      expect(part).toContain('Hej Åsa Öberg!');
      expect(part).toContain('lör 5 december 2026 18:00–23:00');
      expect(part).toContain('Globen');
      expect(part).toContain(`https://front.example/bookings/${here.booking._id}`);
      expect(part).not.toMatch(/2.500/);
    }
    expect(manager?.subject).toBe('New booking request: Julkonsert');
    expect(manager?.text).toMatch(/Amount: +2.500,00.kr excl\. VAT/);
    // Who asked knows.
    expect(planner).toEqual([]);
  });

  it('brings an entry for the calendar to the person who is booked, and takes it back with a cancellation', async () => {
    const here = mailScene();
    await here.hears(created(here));
    await here.sendAll();
    here.booking.status = 'Cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    const entries = (await here.received(here.drummer)).flatMap(({ attachments }) =>
      attachments.map(({ mimeType, content }) => {
        const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(content as ArrayBuffer)) as unknown[]);
        const entry = calendar.getFirstSubcomponent('vevent');
        return [
          mimeType,
          calendar.getFirstPropertyValue('method'),
          ...['uid', 'status'].map((name) => entry?.getFirstPropertyValue(name)),
        ];
      }),
    );
    const uid = `booking-${here.booking._id}@thenorsound`;
    expect(entries).toEqual([
      ['text/calendar', 'PUBLISH', uid, 'TENTATIVE'],
      ['text/calendar', 'CANCEL', uid, 'CANCELLED'],
    ]);
    expect((await here.received(here.manager)).flatMap(({ attachments }) => attachments)).toEqual([]);
  });

  it('waits for quiet: what happens within minutes makes one mail that says how it is now', async () => {
    const here = mailScene();
    await here.hears(created(here));
    await here.sweep();
    expect(await subjectsOf(here, here.drummer)).toEqual([]);
    here.booking.startTime = new Date('2026-12-05T18:00:00Z');
    await here.hears(moved(here));
    here.booking.status = 'Confirmed';
    await here.hears(confirmed(here));
    expect(await here.waiting()).toHaveLength(3);
    await here.sendAll();
    const [only, ...others] = await here.received(here.drummer);
    expect([only?.subject, others]).toEqual(['Bekräftad bokning: Julkonsert', []]);
    expect(only?.text).toContain('19:00–23:00');
  });

  it('is put off by what happens, but not for ever', async () => {
    const here = mailScene();
    await here.hears(created(here));
    const due = async () => (await here.waiting()).find(({ userId }) => userId === here.drummer.id);
    const first = await due();
    await here.hears(moved(here));
    const second = await due();
    expect(second?.dueAt.getTime()).toBeGreaterThan(first?.dueAt.getTime() ?? Infinity);
    expect(second?.booking?.latestAt).toEqual(first?.booking?.latestAt);
  });

  it('goes out once, whatever is delivered again and in whatever order', async () => {
    const here = mailScene();
    here.booking.status = 'Confirmed';
    await Promise.all([here.hears(confirmed(here), created(here)), here.hears(created(here), confirmed(here))]);
    await here.sendAll();
    await here.hears(created(here), confirmed(here), moved(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual(['Bekräftad bokning: Julkonsert']);
  });

  it('tells of a cancellation soon, and why', async () => {
    const here = mailScene();
    await here.hears(created(here));
    await here.sendAll();
    here.booking.status = 'Cancelled';
    here.booking.cancellationReason = 'Åska';
    await here.hears(cancelled(here));
    const soon = Date.now() + 60_000;
    for (const { dueAt } of await here.waiting()) expect(dueAt.getTime()).toBeLessThan(soon);
    await here.sendAll();
    const [, last] = await here.received(here.drummer);
    expect(last?.subject).toBe('Avbokad: Julkonsert');
    expect(last?.text).toMatch(/Anledning: +Åska/);
  });

  it('about a booking that came and went goes to those who book alone', async () => {
    const here = mailScene();
    await here.hears(created(here));
    here.booking.status = 'Cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual([]);
    expect(await subjectsOf(here, here.planner)).toEqual(['Avbokad: Julkonsert']);
  });

  it('tells whoever was booked before there were mails that it is cancelled', async () => {
    const here = mailScene();
    here.booking.status = 'Cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual(['Avbokad: Julkonsert']);
  });

  it('goes to nobody who wants none when it is sent, who then knows all the same', async () => {
    const here = mailScene();
    await here.hears(created(here));
    here.drummer.preferences.emailNotifications = false;
    await here.sendAll();
    here.drummer.preferences.emailNotifications = true;
    await here.hears(created(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual([]);
    here.booking.status = 'Cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual(['Avbokad: Julkonsert']);
  });

  it('goes to nobody who is gone, may not sign in or has left the company', async () => {
    const here = mailScene();
    await here.hears(created(here));
    here.drummer.isActive = false;
    here.manager.customerId = here.organizer;
    await here.sendAll();
    expect([...(await here.received(here.drummer)), ...(await here.received(here.manager))]).toEqual([]);
    expect((await here.waiting()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('an event that changes', () => {
  const updated = ({ event }: Scene, status: EventStatus = 'Scheduled') =>
    occurred('event.updated', { eventId: event._id, status }, at());

  async function booked() {
    const here = mailScene();
    const { booking } = here;
    here.colleagues.BOOKINGS.bookingsOfEvent = () => says([{ bookingId: booking._id, ...booking, cancelledAt: null }]);
    await here.hears(created(here));
    booking.status = 'Confirmed';
    await here.hears(confirmed(here));
    await here.sendAll();
    return here;
  }

  it('is mailed to whoever is booked where the mail has something to say', async () => {
    const here = await booked();
    here.event.version = 2;
    await here.hears(updated(here));
    await here.sendAll();
    here.event.location = 'Avicii Arena';
    await here.hears(updated(here));
    await here.sendAll();
    const [, changed, ...others] = await here.received(here.drummer);
    expect([changed?.subject, others]).toEqual(['Ändrat: Julkonsert', []]);
    expect(changed?.text).toContain('Avicii Arena');
  });

  it('and is cancelled makes one mail with the cancellation of the booking', async () => {
    const here = await booked();
    here.event.status = 'Cancelled';
    await here.hears(updated(here, 'Cancelled'));
    here.booking.status = 'Cancelled';
    here.booking.cancellationReason = 'Event cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual(['Bekräftad bokning: Julkonsert', 'Inställt: Julkonsert']);
  });
});

describe('a mail that is under way', () => {
  it('is followed by another where more happens meanwhile, and that says what is new', async () => {
    const here = mailScene();
    await here.hears(created(here));
    here.binding(async () => {
      here.binding(null);
      here.booking.status = 'Confirmed';
      await here.hears(confirmed(here));
    });
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toHaveLength(1);
    await here.sendAll();
    expect(new Set(await subjectsOf(here, here.drummer))).toContain('Bekräftad bokning: Julkonsert');
    await here.sendAll();
    expect((await subjectsOf(here, here.drummer)).length).toBeLessThanOrEqual(2);
  });

  it('has the same Message-ID when it goes out twice, since nobody could note the first', async () => {
    const here = mailScene();
    await here.hears(created(here));
    await here.sendAll();
    const [mail] = (await here.waiting()).filter(({ userId }) => userId === here.drummer.id);
    // As if the process had been killed between sending and noting.
    await mails.update(
      { _id: oid(mail?._id ?? here.about.bookingId) },
      { $set: { status: 'pending', dueAt: new Date(0), 'booking.told': null, 'booking.isClaimed': true } },
    );
    await here.sweep();
    const ids = (await here.received(here.drummer)).map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('and was not taken says the cancellation when the booking is cancelled meanwhile', async () => {
    const here = mailScene();
    await here.hears(created(here));
    here.binding(() => Promise.reject(new Error('no')));
    await here.sendAll();
    here.binding(null);
    here.booking.status = 'Cancelled';
    await here.hears(cancelled(here));
    await here.sendAll();
    expect(await subjectsOf(here, here.drummer)).toEqual(['Avbokad: Julkonsert']);
  });
});
