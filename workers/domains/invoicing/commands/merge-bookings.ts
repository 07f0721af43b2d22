import * as z from 'zod';
import { change, oid, oids } from '#shared/documents';
import { newId, type BookingId, type InvoiceId } from '#shared/ids';
import { narrowedTo } from '../domain/contents.ts';
import { restOf } from '../domain/credit.ts';
import { InvoiceContents, invoiceState, type StoredInvoice } from '../invoice.documents.ts';
import { invoiceOf, newInvoice, nothing, placesOf, takeSlot, type Places } from '../invoice-of-booking.ts';
import type { Deps } from '../ports.ts';
import { issueInvoice } from './issue-invoice.ts';

const TAKEN_AT_ONCE = 25;

/**
 * Walks an invoice that is on its way to its end: one that is `Gathering` takes the places of its bookings and is frozen
 * with those that it got (docs/decisions/0046), one that is `Issuing` gets its number. The same steps serve the request that
 * began it, any other that meets it, and the sweep, all at once if need be.
 *
 * @returns the invoice as issued, or `Void` where none of its bookings could be had; any other as it is
 */
export async function finishInvoice(invoice: StoredInvoice, deps: Deps): Promise<StoredInvoice> {
  const frozen = invoice.state === 'Gathering' ? await gatherBookings(invoice, deps) : invoice;
  return frozen.state === 'Issuing' ? issueInvoice(frozen, deps) : frozen;
}

/**
 * Takes the places of the bookings that an invoice is to be for, and freezes it with those that it got: Gathering to
 * Issuing, or to Void where it got none. A place belongs to whoever takes it first, and is not given back.
 *
 * @param seen the places, where the caller has just read them
 */
export async function gatherBookings(
  invoice: StoredInvoice,
  deps: Deps,
  seen: Places | null = null,
): Promise<StoredInvoice> {
  const { gathering } = invoice;
  if (!gathering) throw new Error(`the invoice ${invoice._id} gathers, but not what`);
  const had = new Set<BookingId>();
  let places = seen;
  for (let open = gathering.bookings.map(({ bookingId }) => bookingId); open.length > 0; places = null) {
    places ??= await placesOf(open, deps);
    const changed: BookingId[] = [];
    for (let from = 0; from < open.length; from += TAKEN_AT_ONCE) {
      const some = open.slice(from, from + TAKEN_AT_ONCE);
      const answers = await Promise.all(some.map((id) => takePlace(id, places?.get(id), invoice, deps)));
      for (const [place, bookingId] of some.entries()) {
        if (answers[place] === 'ours') had.add(bookingId);
        if (answers[place] === 'changed') changed.push(bookingId);
      }
    }
    open = changed;
  }
  return freeze(invoice, had, deps);
}

/** Takes the place of a booking for an invoice for several: its Draft, or an empty one. `changed`: look again. */
async function takePlace(
  bookingId: BookingId,
  standing: StoredInvoice | undefined,
  { _id: mergedInto, customerId }: StoredInvoice,
  deps: Deps,
): Promise<'ours' | 'taken' | 'changed'> {
  const now = deps.call.now();
  if (!standing) {
    const empty = newInvoice(newId<InvoiceId>(now), 'Merged', nothing(bookingId, customerId), now);
    return (await takeSlot({ ...empty, slot: bookingId, mergedInto }, deps)) ? 'ours' : 'changed';
  }
  if (standing.mergedInto === mergedInto) return 'ours';
  if (standing.state !== 'Draft') return 'taken';
  const merged = { state: invoiceState.Merged, mergedInto: oid(mergedInto) };
  const won = await deps.invoices.update(
    { _id: oid(standing._id), state: invoiceState.Draft },
    change(now, { set: merged }),
  );
  return won ? 'ours' : 'changed';
}

/** Gathering to Issuing with the bookings that were had, or to Void without any; as it stands where somebody else did. */
async function freeze(invoice: StoredInvoice, had: ReadonlySet<BookingId>, deps: Deps): Promise<StoredInvoice> {
  const { _id, lines, gathering, ...rest } = invoice;
  if (!gathering) throw new Error(`the invoice ${_id} gathers, but not what`);
  const now = deps.call.now();
  const narrowed = narrowedTo(had, { lines, ...gathering });
  const state = narrowed ? ('Issuing' as const) : ('Void' as const);
  const frozen = { ...rest, _id, lines, ...narrowed, state };
  const won = await deps.invoices.update(
    { _id: oid(_id), state: invoiceState.Gathering },
    change(now, {
      set: { ...z.encode(InvoiceContents, frozen), state: invoiceState[state] },
      unset: ['gathering'],
    }),
  );
  return won ? { ...frozen, version: invoice.version + 1, updatedAt: now } : wholeOf(_id, deps);
}

async function wholeOf(id: InvoiceId | undefined, { invoices }: Pick<Deps, 'invoices'>): Promise<StoredInvoice> {
  const whole = id && (await invoices.findOne({ _id: oid(id) }));
  if (!whole) throw new Error(`the invoice ${id} is gone: invoices are never deleted`);
  return whole;
}

/**
 * What has a booking's place: a Draft, its invoice, the mark that there will be none; null where it is free. For a booking
 * on an invoice for several, that one, finished; where nothing is left of the booking on it, its place is free.
 */
export async function holderOf(bookingId: BookingId, deps: Deps): Promise<StoredInvoice | null> {
  for (;;) {
    const standing = await invoiceOf(bookingId, deps);
    if (standing?.state !== 'Merged') return standing;
    const whole = await finishInvoice(await wholeOf(standing.mergedInto, deps), deps);
    if (restOf(whole, bookingId).length > 0) return whole;
    await releasePlaces([bookingId], whole._id, deps);
  }
}

/** The places of some bookings, those left out that are free: see `holderOf`. What is on an invoice for several stays `Merged`. */
export async function holdersOf(bookingIds: readonly BookingId[], deps: Deps): Promise<Places> {
  const places = new Map(await placesOf(bookingIds, deps));
  const merged = [...places].filter(([, { state }]) => state === 'Merged');
  const intoIds = [...new Set(merged.map(([, { mergedInto }]) => mergedInto))];
  await Promise.all(
    intoIds.map(async (id) => {
      const whole = await finishInvoice(await wholeOf(id, deps), deps);
      const its = merged.flatMap(([bookingId, { mergedInto }]) => (mergedInto === id ? [bookingId] : []));
      const free = its.filter((bookingId) => restOf(whole, bookingId).length === 0);
      await releasePlaces(free, whole._id, deps);
      for (const bookingId of free) places.delete(bookingId);
    }),
  );
  return places;
}

/** Gives up the places of those bookings on an invoice for several of which nothing is left: they may be invoiced anew. */
export async function releaseCredited(invoice: StoredInvoice, deps: Pick<Deps, 'invoices' | 'call'>): Promise<void> {
  if (invoice.eventId === undefined || invoice.creditNotes.length === 0) return;
  const bookingIds = [...new Set(invoice.lines.map(({ bookingId }) => bookingId))].filter((id) => id !== null);
  const credited = bookingIds.filter((bookingId) => restOf(invoice, bookingId).length === 0);
  await releasePlaces(credited, invoice._id, deps);
}

/** A place that a cancellation made `Void` is kept: a late event must find it taken. */
async function releasePlaces(
  bookingIds: readonly BookingId[],
  mergedInto: InvoiceId,
  { invoices, call }: Pick<Deps, 'invoices' | 'call'>,
): Promise<void> {
  if (bookingIds.length === 0) return;
  await invoices.updateMany(
    {
      slot: { $in: oids(bookingIds), $type: 'objectId' },
      state: invoiceState.Merged,
      mergedInto: oid(mergedInto),
    },
    change(call.now(), { unset: ['slot'] }),
  );
}
