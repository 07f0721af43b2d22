import type * as z from 'zod';
import type { DataApi } from '#shared/data-api';
import { oid, openCollection, type Query } from '#shared/documents';
import type { AnyId } from '#shared/ids';
import { dayOf } from '#shared/instant';
import { collections } from '../../../workers/data-api/collections.ts';
import { StoredDailyTotal } from '../../../workers/domains/analytics/daily-total.documents.ts';
import { StoredBooking } from '../../../workers/domains/bookings/booking.documents.ts';
import { isLive } from '../../../workers/domains/bookings/domain/booking.ts';
import { StoredInvoice, StoredSeries } from '../../../workers/domains/invoicing/invoice.documents.ts';
import { StoredMail } from '../../../workers/domains/notifications/mail.documents.ts';
import { StoredNotification } from '../../../workers/domains/notifications/notification.documents.ts';
import { StoredAuditEntry } from '../../../workers/domains/operations/audit.documents.ts';
import { StoredDeadLetter } from '../../../workers/domains/operations/dead-letter.documents.ts';
import { StoredCrewCalendar } from '../../../workers/domains/users/crew-calendar.documents.ts';
import { storyName, type Step, type Told } from './story.ts';

/** Everything of the store that the proof looks at. */
interface Findings {
  bookings: StoredBooking[];
  calendars: StoredCrewCalendar[];
  invoices: StoredInvoice[];
  series: StoredSeries[];
  notifications: StoredNotification[];
  audit: StoredAuditEntry[];
  deadLetters: StoredDeadLetter[];
  mails: StoredMail[];
  dailyTotals: StoredDailyTotal[];
}

/** What was looked at, and what is wrong with it: nothing, if nothing was lost. */
export interface Verdict {
  counted: Record<string, number>;
  violations: string[];
}

const PAGE = 500;

/** Every document of a collection, past the Workers. */
async function all<S extends z.ZodObject<{ _id: z.ZodType<AnyId> }>>(
  data: DataApi,
  name: string,
  schema: S,
  filter: Query = {},
): Promise<z.output<S>[]> {
  const collection = openCollection(data, { roundTrips: 0 }, name, schema);
  const found: z.output<S>[] = [];
  for (;;) {
    const last = found.at(-1)?._id;
    const from = last === undefined ? {} : { _id: { $gt: oid(last) } };
    const page = await collection.find({ ...filter, ...from }, { sort: { _id: 1 }, limit: PAGE });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

/** How many documents have something left to do or to tell, by collection; empty when everything is settled. */
export async function unsettled(data: DataApi): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  const driving = collections.filter(({ indexes }) => indexes.some(({ keys }) => 'unsettledSince' in keys));
  for (const { name } of driving) {
    for (const filter of [
      { unsettledSince: { $gt: { $date: new Date(0).toISOString() } } },
      { 'outbox.0': { $exists: true } },
    ]) {
      const found = await data.run('find', { collection: name, filter, projection: { _id: 1 } });
      if (!found.ok) throw new Error(found.failure.message);
      if (found.answer.documents.length > 0) left[name] = found.answer.documents.length;
    }
  }
  return left;
}

/**
 * Compares what clients were told with what the store holds, to the last notification and mail.
 *
 * @param sentMails the subject of every mail that the provider took
 * @param kills how often the process died: each may have doubled the mails that were just being sent
 */
export async function examine(
  stories: readonly Told[],
  data: DataApi,
  sentMails: readonly string[],
  kills: number,
): Promise<Verdict> {
  const [bookings, calendars, invoices, series, notifications, audit, deadLetters, mails, dailyTotals] =
    await Promise.all([
      all(data, 'bookings', StoredBooking, { kind: 'booking' }),
      all(data, 'crew_calendars', StoredCrewCalendar),
      all(data, 'invoices', StoredInvoice),
      all(data, 'invoice_series', StoredSeries),
      all(data, 'notifications', StoredNotification),
      all(data, 'audit', StoredAuditEntry),
      all(data, 'dead_letters', StoredDeadLetter),
      all(data, 'mails', StoredMail),
      all(data, 'daily_totals', StoredDailyTotal),
    ]);
  const found: Findings = {
    bookings,
    calendars,
    invoices,
    series,
    notifications,
    audit,
    deadLetters,
    mails,
    dailyTotals,
  };
  const invoiceMails = countInvoiceMails(sentMails);
  const violations = [
    ...storiesCameTrue(stories, found),
    ...holdsAndBookingsAgree(found),
    ...invoicesFollowBookings(stories, found),
    ...numbersHaveNoGap(found),
    ...everybodyWasToldOnce(stories, found),
    ...everybodyWasMailed(stories, found),
    ...invoicesWereMailedOnce(found, invoiceMails, kills),
    ...totalsAddUp(stories, found),
    ...deadLetters.map(({ subscriber, type, error }) => `a dead letter of ${subscriber}, ${type}: ${error}`),
    ...Object.entries(await unsettled(data)).map(([name, count]) => `${count} of ${name} are not settled`),
  ];
  const counted = {
    bookings: bookings.length,
    'live bookings, each with its hold': bookings.filter(({ status }) => isLive(status)).length,
    'invoices and Drafts': invoices.length,
    'numbers given': invoices.filter(({ number }) => number !== null).length,
    notifications: notifications.length,
    'mails sent': sentMails.length,
    'invoices mailed': invoiceMails.size,
    'of them twice': [...invoiceMails.values()].reduce((sum, times) => sum + times - 1, 0),
    'days added up': dailyTotals.length,
    'audit entries': audit.length,
    'dead letters': deadLetters.length,
  };
  return { counted, violations };
}

const auditOf: Readonly<Record<Step | 'create', string>> = {
  create: 'bookings:create',
  move: 'bookings:update',
  confirm: 'bookings:confirm',
  invoice: 'invoices:generate',
  cancel: 'bookings:cancel',
};

const keyed = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** What a client was answered is so, once; what it never learnt happened once or not at all. */
function* storiesCameTrue(stories: readonly Told[], { bookings, audit, invoices }: Findings): Generator<string> {
  const byNotes = keyed(bookings, ({ notes }) => notes ?? '');
  const audited = keyed(audit, ({ action, resourceId }) => `${action} ${resourceId}`);
  for (const told of stories) {
    const name = storyName(told.plan);
    const made = byNotes.get(name) ?? [];
    const expected = told.bookingId === null ? 0 : 1;
    const most = told.open === 'create' ? 1 : expected;
    if (made.length < expected || made.length > most) {
      yield `${name}: ${made.length} bookings, expected ${expected}${most > expected ? ' or 1' : ''}`;
    }
    const [booking] = made;
    if (!booking) continue;
    if (told.bookingId !== null && booking._id !== told.bookingId) yield `${name}: another booking than was answered`;

    const times = told.open === 'move' ? [told.times, told.plan.movesTo] : [told.times];
    if (!times.some(({ startTime }) => startTime === booking.startTime.toISOString())) {
      yield `${name}: at ${booking.startTime.toISOString()}, answered ${told.times.startTime}`;
    }
    const status = statusAfter(told.done);
    const statuses =
      told.open === null || told.open === 'create' ? [status] : [status, statusAfter([...told.done, told.open])];
    if (!statuses.includes(booking.status)) yield `${name}: is ${booking.status}, answered ${status}`;

    for (const step of ['create', 'move', 'confirm', 'cancel', 'invoice'] as const) {
      const about =
        step === 'invoice'
          ? invoices.filter(({ bookingId, type }) => bookingId === booking._id && type === 'Invoice')
          : [booking];
      const times = about.flatMap(({ _id }) => audited.get(`${auditOf[step]} ${_id}`) ?? []).length;
      const answered = step === 'create' ? 1 : told.done.filter((one) => one === step).length;
      const possible = told.open === step && step !== 'create' ? answered + 1 : answered;
      if (times < answered || times > possible)
        yield `${name}: ${step} is in the audit log ${times} times, answered ${answered}`;
    }
  }
}

function statusAfter(done: readonly Step[]): string {
  let status = 'Requested';
  for (const step of done) {
    if (step === 'move') status = 'Requested';
    if (step === 'confirm') status = 'Confirmed';
    if (step === 'cancel') status = 'Cancelled';
  }
  return status;
}

/** Each live booking has the hold that it names, for its times; each hold has such a booking; none overlap. */
function* holdsAndBookingsAgree({ bookings, calendars }: Findings): Generator<string> {
  const live = new Map(bookings.filter(({ status }) => isLive(status)).map((booking) => [booking._id, booking]));
  const held = new Set<string>();
  for (const { _id: crewId, holds } of calendars) {
    const inOrder = holds.toSorted((one, other) => one.start.getTime() - other.start.getTime());
    for (const [place, hold] of inOrder.entries()) {
      const booking = live.get(hold.bookingId);
      if (booking?.holdId !== hold.holdId || booking.crewId !== crewId) yield `hold ${hold.holdId} has no live booking`;
      else held.add(booking._id);
      if (booking && booking.startTime.getTime() !== hold.start.getTime())
        yield `hold ${hold.holdId} is at another time`;
      const next = inOrder[place + 1];
      if (next && next.start < hold.end) yield `holds ${hold.holdId} and ${next.holdId} overlap: a double booking`;
    }
  }
  for (const { _id } of live.values()) if (!held.has(_id)) yield `booking ${_id} is live and has no hold`;
}

/** One Draft or invoice for each booking that was ever confirmed; none that says anything else than its booking. */
function* invoicesFollowBookings(stories: readonly Told[], { bookings, invoices, audit }: Findings): Generator<string> {
  const ofBooking = keyed(
    invoices.filter(({ type }) => type === 'Invoice'),
    ({ bookingId }) => bookingId ?? '',
  );
  const credited = new Set(invoices.map(({ creditsInvoiceId }) => creditsInvoiceId));
  const everConfirmed = new Set(
    audit.filter(({ action }) => action === auditOf.confirm).map(({ resourceId }) => resourceId),
  );
  const answeredNumber = new Map(stories.map(({ bookingId, invoiceNumber }) => [bookingId, invoiceNumber]));
  const told = new Set(stories.map(({ plan }) => storyName(plan)));

  for (const booking of bookings.filter(({ notes }) => told.has(notes ?? ''))) {
    const { _id, status, totalOre } = booking;
    const made = ofBooking.get(_id) ?? [];
    const expected = everConfirmed.has(_id) || status === 'Cancelled' ? 1 : 0;
    if (made.length !== expected) yield `booking ${_id} (${status}): ${made.length} invoices, expected ${expected}`;
    const [invoice] = made;
    if (!invoice) continue;
    const number = answeredNumber.get(_id) ?? null;
    if (number !== null && invoice.number !== number)
      yield `booking ${_id}: invoice ${invoice.number}, answered ${number}`;
    if (invoice.state === 'Issuing') yield `invoice ${invoice._id} is on its way for ever`;
    if (status === 'Cancelled') {
      const isDone =
        invoice.number === null ? invoice.state === 'Cancelled' || invoice.state === 'Void' : credited.has(invoice._id);
      if (!isDone) yield `booking ${_id} is cancelled, its invoice is ${invoice.state} and is not credited`;
    } else if (invoice.amountOre !== totalOre) {
      yield `booking ${_id} costs ${totalOre} öre, its invoice says ${invoice.amountOre}`;
    }
  }
}

/** 1 to n without gap or double for each seller and year, and nothing pending. */
function* numbersHaveNoGap({ invoices, series }: Findings): Generator<string> {
  for (const { sellerId, year, next, pending } of series) {
    const whose = `${sellerId ?? 'the platform'} in ${year}`;
    if (pending.length > 0) yield `${pending.length} numbers of ${whose} are pending`;
    const numbers = invoices
      .filter((invoice) => invoice.sellerId === sellerId && invoice.number?.startsWith(`${year}-`))
      .map(({ number }) => Number(number?.slice(5)))
      .toSorted((one, other) => one - other);
    const wanted = Array.from({ length: next - 1 }, (_, place) => place + 1);
    if (JSON.stringify(numbers) !== JSON.stringify(wanted)) {
      yield `numbers of ${whose}: ${next - 1} were given, on invoices are ${JSON.stringify(numbers)}`;
    }
  }
}

const typeOf = {
  create: 'booking.created',
  move: 'booking.moved',
  confirm: 'booking.confirmed',
  cancel: 'booking.cancelled',
} as const;

/** Of each thing that happened everybody concerned has exactly one notification, and nobody else has any. */
function* everybodyWasToldOnce(stories: readonly Told[], found: Findings): Generator<string> {
  const told = keyed(found.notifications, ({ type, link }) => `${type} ${link}`);
  const audited = keyed(found.audit, ({ action, resourceId }) => `${action} ${resourceId}`);
  const byNotes = new Map(found.bookings.map((booking) => [booking.notes ?? '', booking]));
  const invoicesOf = keyed(
    found.invoices.filter(({ number }) => number !== null),
    ({ bookingId }) => bookingId ?? '',
  );
  const expectTold = function* (what: string, type: string, link: string, times: number, people: readonly string[]) {
    const got = (told.get(`${type} ${link}`) ?? []).map(({ userId }): string => userId);
    const wanted = people.flatMap((person) => Array.from({ length: times }, () => person));
    const sorted = (ids: string[]) => JSON.stringify(ids.toSorted((one, other) => one.localeCompare(other)));
    if (sorted(got) !== sorted(wanted))
      yield `${what}: ${type} happened ${times} times, ${got.length} notifications instead of ${wanted.length}`;
  };

  for (const { plan } of stories) {
    const booking = byNotes.get(storyName(plan));
    if (!booking) continue;
    const { organizer, crew } = plan;
    for (const step of ['create', 'move', 'confirm', 'cancel'] as const) {
      const times = (audited.get(`${auditOf[step]} ${booking._id}`) ?? []).length;
      const people = [crew.userId, ...crew.company.managers, ...organizer.users];
      yield* expectTold(storyName(plan), typeOf[step], `/bookings/${booking._id}`, times, people);
    }
    for (const invoice of invoicesOf.get(booking._id) ?? []) {
      const people = [...organizer.users, ...(crew.company.sells ? crew.company.managers : [])];
      yield* expectTold(storyName(plan), 'invoice.generated', `/invoices/${invoice._id}`, 1, people);
    }
  }
}

/** The person who is booked, those who sell and those who book know from their mails how each booking stands. */
function* everybodyWasMailed(stories: readonly Told[], { bookings, mails }: Findings): Generator<string> {
  for (const { _id, mail, status } of mails)
    if (status !== 'sent' && status !== 'cancelled') yield `mail ${_id}, ${mail}, is ${status}`;
  const byBooking = keyed(mails, ({ booking }) => booking?.bookingId ?? '');
  const byNotes = new Map(bookings.map((booking) => [booking.notes ?? '', booking]));
  for (const { plan } of stories) {
    const booking = byNotes.get(storyName(plan));
    if (!booking) continue;
    const about = byBooking.get(booking._id) ?? [];
    for (const reader of [plan.crew.userId, ...plan.crew.company.managers]) {
      const [mail, ...others] = about.filter(({ userId }) => userId === reader);
      if (others.length > 0) yield `${storyName(plan)}: ${1 + others.length} mails wait for one reader`;
      // What came and went within minutes is mailed to nobody who never heard of it (ADR 0042).
      if (booking.status === 'Cancelled' && mail?.booking?.wasBegun !== true) continue;
      const told = mail?.booking?.told;
      const knows = told?.status === booking.status && told.start.getTime() === booking.startTime.getTime();
      if (!knows) yield `${storyName(plan)}: is ${booking.status}, ${reader} was mailed ${told?.status ?? 'nothing'}`;
    }
  }
}

/** How often each invoice and credit note went out, by seller and number. */
function countInvoiceMails(sentMails: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const subject of sentMails) {
    if (/^(Fakt|Kreditfakt)ura /.test(subject)) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  }
  return counts;
}

/** So many mails are sent at once, and may be sent and not noted when the process dies. */
const SENT_AT_ONCE = 4;

/** Each invoice and credit note reached its buyer's mailbox; twice only for a death between sending and noting. */
function* invoicesWereMailedOnce(
  { invoices, mails }: Findings,
  mailed: ReadonlyMap<string, number>,
  kills: number,
): Generator<string> {
  const byInvoice = keyed(mails, ({ invoiceId }) => invoiceId ?? '');
  const issued = invoices.filter(({ number }) => number !== null);
  for (const { _id, type, number, seller } of issued) {
    const wishes = byInvoice.get(_id)?.length ?? 0;
    if (wishes !== 1) yield `invoice ${_id} has ${wishes} mails`;
    const subject = `${type === 'Invoice' ? 'Faktura' : 'Kreditfaktura'} ${number} från ${seller?.name}`;
    if (!mailed.has(subject)) yield `no mail says: ${subject}`;
  }
  const doubled = [...mailed.values()].reduce((sum, times) => sum + times - 1, 0);
  if (doubled > kills * SENT_AT_ONCE) yield `${doubled} mails with invoices went out twice, with ${kills} deaths`;
}

/** What each organizer comes to on each day is what its bookings of that day come to, counted here once more. */
function* totalsAddUp(stories: readonly Told[], { bookings, dailyTotals }: Findings): Generator<string> {
  const keyOf = (customerId: string, day: string) => `${customerId} on ${day}`;
  const organizers = new Set(stories.map(({ plan }) => plan.organizer.customerId));
  const concerned = bookings.filter(({ customerId }) => organizers.has(customerId));
  const ofDay = keyed(concerned, ({ customerId, startTime }) => keyOf(customerId, dayOf(startTime)));
  const totals = new Map(
    dailyTotals
      .filter(({ customerId }) => organizers.has(customerId))
      .map((total) => [keyOf(total.customerId, total.day), total]),
  );
  // Also days on which nothing is left, for it was moved away.
  for (const key of new Set([...ofDay.keys(), ...totals.keys()])) {
    const made = ofDay.get(key) ?? [];
    const count = (status: string) => made.filter((booking) => booking.status === status).length;
    const booked = made.filter(({ status }) => status === 'Confirmed' || status === 'Completed');
    const wanted = {
      requested: count('Requested'),
      confirmed: count('Confirmed'),
      completed: count('Completed'),
      cancelled: count('Cancelled'),
      bookedOre: booked.reduce((sum, { totalOre }) => sum + totalOre, 0),
    };
    const { requested, confirmed, completed, cancelled, bookedOre } = totals.get(key) ?? {};
    const got = { requested, confirmed, completed, cancelled, bookedOre };
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      yield `${key}: added up to ${JSON.stringify(got)}, it is ${JSON.stringify(wanted)}`;
  }
}
