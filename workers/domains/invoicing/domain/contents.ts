import { dayOf, type Day } from '#shared/instant';
import { itemOfBooking, type BilledBooking, type Item, type Line } from './line.ts';
import { checkSeller, type Company, type Seller } from './seller.ts';
import { totalsOf, type Totals } from './totals.ts';
import { vatTreatmentOf } from './vat.ts';

/** All that an invoice of one booking is made of. */
export interface Facts {
  booking: BilledBooking;
  /** null where the event is gone. */
  eventName: string | null;
  buyer: { country: string; vatNumber: string | null };
  /** The crew member's company; null where it is gone. */
  company: Company | null;
  /** null in a production installation that has not named its company. */
  platformSeller: Seller | null;
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
 * of supply is the one on which the work ends.
 */
export function composeInvoice(facts: Facts): Contents {
  const { booking, company, platformSeller } = facts;
  const items = [itemOfBooking(booking, facts.eventName), ...facts.extras];
  const supplyDate = dayOf(booking.endTime);
  const soldBy = (seller: Pick<Seller, 'kind' | 'declaresPerformance'>): Line[] =>
    items.map((item) => ({
      ...item,
      ...vatTreatmentOf({
        kind: item.kind,
        skillCategory: booking.category,
        seller,
        buyer: facts.buyer,
        date: supplyDate,
      }),
    }));

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
