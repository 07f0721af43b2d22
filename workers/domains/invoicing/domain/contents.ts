import type { BookingId } from '#shared/ids';
import { dayOf, type Day } from '#shared/instant';
import { itemOfBooking, type BilledBooking, type Item, type Line } from './line.ts';
import { checkSeller, type Company, type Seller } from './seller.ts';
import { totalsOf, type Totals } from './totals.ts';
import { vatTreatmentOf, type VatTreatment } from './vat.ts';

/** All that an invoice is made of. */
export interface Facts {
  /** Of one company's crew, unless the platform is to sell. */
  bookings: readonly [BilledBooking, ...BilledBooking[]];
  /** null where the event is gone. */
  eventName: string | null;
  buyer: { country: string; vatNumber: string | null };
  /** The crew member's company; null where it is gone, or the platform is to sell. */
  company: Company | null;
  /** null in a production installation that has not named its company. */
  platformSeller: Seller | null;
  /** Each accompanies a booking, or (`bookingId: null`) all of them. */
  extras: readonly Item[];
}

/** What an invoice says, besides number and dates. */
export interface Contents extends Totals {
  /** null where nobody can sell. */
  seller: Seller | null;
  /** The fields that keep the crew company from selling in its own name; empty where it sells. */
  missing: string[];
  lines: Line[];
  supplyDate: Day;
}

/**
 * Composes an invoice: the crew company sells where it can, otherwise the platform, and who sells decides the VAT. The day
 * of supply is the one on which the work ends, of several bookings the last; each line has the VAT of its own booking's day.
 */
export function composeInvoice(facts: Facts): Contents {
  const { bookings, company, platformSeller } = facts;
  const items = itemsOf(facts);
  const supplyDate = lastOf(bookings.map(supplyDateOf));
  const soldBy = (seller: Pick<Seller, 'kind' | 'declaresPerformance'>): Line[] =>
    items.map((item) => ({ ...item, ...treatmentOf(item, seller, facts) }));

  const companyLines = company?.seller
    ? soldBy({
        kind: company.seller.kind,
        declaresPerformance: company.seller.performanceExemption !== null,
      })
    : [];
  const check = company
    ? checkSeller(
        company,
        companyLines.map((line) => line.vatCategory),
      )
    : { missing: [] };
  if ('complete' in check) {
    const totals = totalsOf(companyLines, check.complete.rounding);
    return { seller: check.complete, missing: [], lines: companyLines, supplyDate, ...totals };
  }
  const lines = soldBy({ kind: 'agency', declaresPerformance: false });
  const totals = totalsOf(lines, platformSeller?.rounding ?? false);
  return { seller: platformSeller, missing: check.missing, lines, supplyDate, ...totals };
}

/** The day on which the work of a booking ends. */
export const supplyDateOf = ({ endTime }: Pick<BilledBooking, 'endTime'>): Day => dayOf(endTime);

/** The last of some days; there must be one. */
export const lastOf = (days: readonly Day[]): Day => {
  const last = days.toSorted().at(-1);
  if (last === undefined) throw new Error('an invoice is of at least one booking');
  return last;
};

/** Each booking's work with what accompanies it, then what accompanies them all. */
const itemsOf = ({ bookings, eventName, extras }: Facts): Item[] => [
  ...bookings.flatMap((booking) => [
    itemOfBooking(booking, eventName),
    ...extras.filter(({ bookingId }) => bookingId === booking._id),
  ]),
  ...extras.filter(({ bookingId }) => bookingId === null),
];

/**
 * The VAT of an item, by the booking that it is of or accompanies. What accompanies several is exempt only where it would be
 * with each of them: an exemption is never stretched over work that does not have it.
 */
function treatmentOf(item: Item, seller: Pick<Seller, 'kind' | 'declaresPerformance'>, facts: Facts): VatTreatment {
  const { bookings, buyer } = facts;
  const its = bookings.filter(({ _id }) => item.bookingId === null || _id === item.bookingId);
  const treatments = its.map((booking) =>
    vatTreatmentOf({ kind: item.kind, skillCategory: booking.category, seller, buyer, date: supplyDateOf(booking) }),
  );
  const treatment = treatments.find(({ vatCategory }) => vatCategory !== 'E') ?? treatments[0];
  if (!treatment) throw new Error('an extra line accompanies a booking that is not on the invoice');
  return treatment;
}

/** What an invoice comes to when only some of the bookings that it was composed of can be had; null where none can. */
export function narrowedTo(
  had: ReadonlySet<BookingId>,
  composed: {
    lines: readonly Line[];
    bookings: readonly { bookingId: BookingId; supplyDate: Day }[];
    roundsToKronor: boolean;
  },
): (Totals & { bookingId: BookingId | null; lines: Line[]; supplyDate: Day }) | null {
  const bookings = composed.bookings.filter(({ bookingId }) => had.has(bookingId));
  const [first, ...others] = bookings;
  if (!first) return null;
  const lines = composed.lines.filter(({ bookingId }) => bookingId === null || had.has(bookingId));
  return {
    bookingId: others.length === 0 ? first.bookingId : null,
    lines,
    supplyDate: lastOf(bookings.map(({ supplyDate }) => supplyDate)),
    ...totalsOf(lines, composed.roundsToKronor),
  };
}
