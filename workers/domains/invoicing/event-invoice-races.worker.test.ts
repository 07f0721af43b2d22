import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { DataApi } from '#shared/data-api';
import { oids } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type EventId, type InvoiceId } from '#shared/ids';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { dropDraft } from './commands/follow-booking.ts';
import { generateEventInvoice } from './commands/generate-event-invoice.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import { settleInvoices } from './commands/settle-invoices.ts';
import type { StoredInvoice } from './invoice.documents.ts';
import { ask, aSeller, bookedEvent, booksOf, cancel, depsWith, sequenceOf } from './testing/billing.ts';
import { dice, lost, storeThat } from './testing/store-that.ts';

let organizer: { customerId: CustomerId; manager: SignedIn };

beforeAll(async () => {
  organizer = await anOrganizer();
});

const forEvent = (eventId: EventId, deps = depsWith(), requestId: InvoiceId | null = null) =>
  generateEventInvoice({ eventId, sellerId: undefined, extraLines: [], requestId, actor: admin }, deps);
const forBooking = (bookingId: BookingId, deps = depsWith()) =>
  generateInvoice({ bookingId, extraLines: [], requestId: null, actor: admin }, deps, deps.call);
/** As another request would: whoever loses is told so, and no more is of interest. */
const attempt = (work: Promise<unknown>) => work.catch(() => undefined);
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

/** A seller of its own, and an event of some bookings whose Drafts are there. */
async function staged(count = 2) {
  const { customerId: sellerId } = await aSeller();
  const { eventId, bookingIds } = await bookedEvent(organizer.customerId, [sellerId], { count });
  await eventually(async () => (await placesOf(bookingIds)).length === count);
  return { sellerId, eventId, bookingIds };
}

const placesOf = (bookingIds: readonly BookingId[]): Promise<StoredInvoice[]> =>
  depsWith().invoices.find({ slot: { $in: oids(bookingIds), $type: 'objectId' } });

/** Sweeps until no number is on its way any more. */
const settled = (sellerId: CustomerId) =>
  eventually(async () => {
    await settleInvoices(depsWith({ env: { SETTLE_AFTER_MS: '0' } }));
    const { all, series } = await booksOf(sellerId);
    return (
      all.every(({ state }) => state !== 'Gathering' && state !== 'Issuing') &&
      series.every(({ pending }) => pending.length === 0)
    );
  }, 30_000);

/** Holds whatever happened: each booking on one invoice at most, numbers 1..n, and places that say the same. */
async function consistent(sellerId: CustomerId, bookingIds: readonly BookingId[]) {
  const { issued, series } = await booksOf(sellerId);
  expect(issued.map(sequenceOf)).toEqual(upTo(issued.length));
  expect(series.map(({ next }) => next)).toEqual(issued.length === 0 ? [] : [issued.length + 1]);
  const invoices = issued.filter(({ type }) => type === 'Invoice');
  const billed = invoices.flatMap(({ lines }) => lines.map(({ bookingId }) => bookingId));
  expect(billed).toHaveLength(new Set(billed).size);
  for (const { slot, state, mergedInto } of await placesOf(bookingIds)) {
    if (state === 'Merged') {
      const whole = invoices.find(({ _id }) => _id === mergedInto);
      expect(whole?.lines.map(({ bookingId }) => bookingId)).toContain(slot);
    }
  }
  return { invoices, notes: issued.filter(({ type }) => type === 'CreditNote'), billed };
}

/** Counts the writes to invoices and series, and says when one is due. */
const isWrite = (action: string, collection: string) =>
  !action.startsWith('find') && (collection === 'invoices' || collection === 'invoice_series');

/** A store whose user dies at its nth write, before or after that is carried out: nothing reaches it any more. */
function deadlyAt(nth: number, when: 'before' | 'after'): DataApi & { wasReached: () => boolean } {
  let writes = 0;
  const store = storeThat(async (action, { collection }, carryOut) => {
    if (isWrite(action, collection)) writes += 1;
    if (writes > nth || (writes === nth && when === 'before')) return lost;
    const answer = await carryOut();
    return writes >= nth ? lost : answer;
  });
  return { ...store, wasReached: () => writes >= nth };
}

describe('several at once', { timeout: 60_000 }, () => {
  it('ask for the event: one of them gets the invoice, with all bookings, and the others are told', async () => {
    const { sellerId, eventId, bookingIds } = await staged();
    const answers = await Promise.all(upTo(6).map(() => ask(admin, 'POST', `/api/events/${eventId}/invoice`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    const { invoices, billed } = await consistent(sellerId, bookingIds);
    expect(invoices).toHaveLength(1);
    expect(billed.toSorted()).toEqual(bookingIds.toSorted());
  });

  it('ask for the event and for its bookings: each booking is on exactly one invoice', async () => {
    const { sellerId, eventId, bookingIds } = await staged(4);
    await Promise.all([
      attempt(forEvent(eventId)),
      ...bookingIds.map((id) => attempt(forBooking(id))),
      attempt(forEvent(eventId)),
    ]);
    await settled(sellerId);
    const { billed } = await consistent(sellerId, bookingIds);
    expect(billed.toSorted()).toEqual(bookingIds.toSorted());
  });
});

describe('a death in the middle', { timeout: 120_000 }, () => {
  /** Begin, two places at once, freeze, claim, stamp, forget. */
  const WRITES = 7;
  const repairs = {
    'the sweep': () => Promise.resolve(),
    'another request for the event': ({ eventId }) => attempt(forEvent(eventId)),
    'a request for one of its bookings': ({ bookingIds: [first] }) => first && attempt(forBooking(first)),
  } satisfies Record<string, (of: Awaited<ReturnType<typeof staged>>) => unknown>;

  it.each([
    { when: 'before', who: 'the sweep' },
    { when: 'after', who: 'the sweep' },
    { when: 'after', who: 'another request for the event' },
    { when: 'after', who: 'a request for one of its bookings' },
  ] as const)('$when any write is repaired by $who: each booking is on one invoice', async ({ who, when }) => {
    for (const nth of upTo(WRITES)) {
      const stage = await staged(2);
      const data = deadlyAt(nth, when);
      await attempt(forEvent(stage.eventId, depsWith({ data })));
      await eventually(() => data.wasReached());
      await repairs[who](stage);
      await settled(stage.sellerId);
      const { invoices, billed } = await consistent(stage.sellerId, stage.bookingIds);
      if (nth === 1 && when === 'before') {
        expect(invoices).toEqual([]);
        continue;
      }
      expect([nth, billed.toSorted()]).toEqual([nth, stage.bookingIds.toSorted()]);
      // Whoever asks for one booking before its place is taken has it on an invoice of its own.
      const most = who === 'a request for one of its bookings' && nth <= 2 ? 2 : 1;
      expect([nth, invoices.length <= most]).toEqual([nth, true]);
    }
  });

  it('is answered with the very invoice when the request is run again under its key', async () => {
    for (const nth of upTo(WRITES - 1)) {
      const { sellerId, eventId, bookingIds } = await staged();
      const requestId = newId<InvoiceId>();
      await attempt(forEvent(eventId, depsWith({ data: deadlyAt(nth, 'after') }), requestId));
      const invoice = await forEvent(eventId, depsWith(), requestId);
      expect([invoice._id, invoice.state]).toEqual([requestId, 'Issued']);
      await settled(sellerId);
      expect((await consistent(sellerId, bookingIds)).invoices).toHaveLength(1);
    }
  });

  it('keeps the day on which it was asked for', async () => {
    const { sellerId, eventId } = await staged();
    const now = () => new Date('2026-12-31T22:59:59Z');
    await attempt(forEvent(eventId, depsWith({ data: deadlyAt(2, 'before'), now })));
    await settleInvoices(depsWith({ now: () => new Date('2027-01-01T00:05:00Z'), env: { SETTLE_AFTER_MS: '1000' } }));
    expect((await booksOf(sellerId)).issued).toMatchObject([{ number: '2026-000001', issuedDate: '2026-12-31' }]);
  });
});

describe('at whatever step a request for the event sleeps', { timeout: 120_000 }, () => {
  const STEPS = 12;

  /** Runs the request, with something else happening before its nth request to the store, of any kind. */
  async function asleep(eventId: EventId, nth: number, meanwhile: () => Promise<unknown>): Promise<void> {
    let step = 0;
    const data = storeThat(async (_action, _request, carryOut) => {
      step += 1;
      if (step === nth) await meanwhile();
      return carryOut();
    });
    await attempt(forEvent(eventId, depsWith({ data })));
  }

  it('another one for the event does no harm', async () => {
    for (const nth of upTo(STEPS)) {
      const { sellerId, eventId, bookingIds } = await staged();
      await asleep(eventId, nth, () => attempt(forEvent(eventId)));
      await settled(sellerId);
      const { invoices, billed } = await consistent(sellerId, bookingIds);
      expect([nth, invoices.length, billed.length]).toEqual([nth, 1, 2]);
    }
  });

  it('one for a booking of it does no harm: the booking is on one of the two', async () => {
    for (const nth of upTo(STEPS)) {
      const { sellerId, eventId, bookingIds } = await staged();
      const [first] = bookingIds as [BookingId];
      await asleep(eventId, nth, () => attempt(forBooking(first)));
      await settled(sellerId);
      const { invoices, billed } = await consistent(sellerId, bookingIds);
      expect(billed.toSorted()).toEqual(bookingIds.toSorted());
      for (const { bookingId, lines } of invoices) {
        expect(bookingId).toBe(lines.length === 1 ? lines[0]?.bookingId : null);
      }
    }
  });

  it('a cancellation leaves the booking out, or credits its lines and no others', async () => {
    for (const nth of upTo(STEPS)) {
      const { sellerId, eventId, bookingIds } = await staged();
      const [first] = bookingIds as [BookingId];
      await asleep(eventId, nth, async () => {
        await cancel(first);
        await dropDraft(first, organizer.customerId, depsWith());
      });
      await settled(sellerId);
      const { invoices, notes, billed } = await consistent(sellerId, bookingIds);
      expect(invoices).toHaveLength(1);
      const isOn = billed.includes(first);
      expect([nth, billed.length, notes.length]).toEqual([nth, isOn ? 2 : 1, isOn ? 1 : 0]);
      expect(notes.flatMap(({ lines }) => lines.map(({ bookingId }) => bookingId))).toEqual(isOn ? [first] : []);
      const place = (await placesOf([first]))[0];
      expect(isOn ? ['Void'] : ['Void', 'Cancelled']).toContain(place?.state);
      expect((await ask(admin, 'POST', `/api/bookings/${first}/invoice`)).status).toBe(409);
    }
  });
});

it.each(upTo(4))(
  'whatever is lost, carried out late or answered wrongly, each booking is on one invoice (run %i)',
  async (seed) => {
    const { sellerId, eventId, bookingIds } = await staged(4);
    const chance = dice(seed);
    const late: (() => Promise<unknown>)[] = [];
    const faulty = storeThat(async (action, { collection }, carryOut) => {
      if (!isWrite(action, collection)) return carryOut();
      const fate = chance();
      if (fate < 0.6) return carryOut();
      if (fate < 0.7) return lost;
      if (fate < 0.85) {
        late.push(carryOut);
        return lost;
      }
      await carryOut();
      return lost;
    });
    const landOne = async () => late.splice(Math.floor(chance() * late.length), 1)[0]?.();
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([
        attempt(forEvent(eventId, depsWith({ data: faulty }))),
        attempt(forEvent(eventId, depsWith({ data: faulty }))),
        ...bookingIds.slice(0, 2).map((id) => attempt(forBooking(id, depsWith({ data: faulty })))),
        attempt(settleInvoices(depsWith({ data: faulty, env: { SETTLE_AFTER_MS: '0' } }))),
        landOne(),
        landOne(),
      ]);
    }
    while (late.length > 0) await landOne();
    await settled(sellerId);
    await attempt(forEvent(eventId));
    await settled(sellerId);
    const { billed } = await consistent(sellerId, bookingIds);
    expect(billed.toSorted()).toEqual(bookingIds.toSorted());
  },
  60_000,
);
