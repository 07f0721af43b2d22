import { Temporal } from 'temporal-polyfill';
import type { TimeType } from '#shared/enums';
import type { BookingId } from '#shared/ids';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/instant';
import { divideHalfUp, ore, type Ore } from '#shared/money';
import type { SupplyKind, Unit } from './supply.ts';
import type { VatTreatment } from './vat.ts';

/** What is sold, before VAT. */
export interface Item {
  bookingId: BookingId | null;
  kind: SupplyKind;
  description: string;
  /** In hundredths of `unit`. */
  quantityHundredths: number;
  unit: Unit;
  /** For `priceBase` units. */
  unitPriceOre: Ore;
  priceBase: number;
  amountOre: Ore;
}

export type Line = Item & VatTreatment;

/** A booking as far as it is invoiced. */
export interface BilledBooking {
  _id: BookingId;
  category: string;
  skill: string;
  timeType: TimeType;
  startTime: Date;
  endTime: Date;
  /** Öre for each hour, day or event. */
  rateOre: Ore;
  totalOre: Ore;
}

/** The item for a booking's work; its amount is the booking's. It names no person: invoices outlive a right to erasure. */
export function itemOfBooking(booking: BilledBooking, eventName: string | null): Item {
  const what = `${booking.skill} (${booking.category})`;
  return {
    bookingId: booking._id,
    kind: 'booking',
    description: [what, ...(eventName === null ? [] : [eventName]), writtenPeriod(booking)].join(', '),
    ...quantityOf(booking),
    amountOre: booking.totalOre,
  };
}

/**
 * Quantity and price whose product is the amount to the öre (ML 17 kap. 24 § 7 and 9 wants hours for work by time): hours
 * where two decimals say them exactly, otherwise minutes at the price of sixty (UBL BaseQuantity), and one piece for a
 * time that is not even whole hundredths of a minute.
 */
export function quantityOf(
  booking: BilledBooking,
): Pick<Item, 'quantityHundredths' | 'unit' | 'unitPriceOre' | 'priceBase'> {
  const ms = booking.endTime.getTime() - booking.startTime.getTime();
  const byRate = { unitPriceOre: booking.rateOre, priceBase: 1 };
  if (booking.timeType === 'Event') return { quantityHundredths: 100, unit: 'C62', ...byRate };
  if (booking.timeType === 'Day') return { quantityHundredths: Math.ceil(ms / DAY_MS) * 100, unit: 'DAY', ...byRate };
  const hours = (ms * 100) / HOUR_MS;
  if (Number.isInteger(hours)) return { quantityHundredths: hours, unit: 'HUR', ...byRate };
  const minutes = (ms * 100) / MINUTE_MS;
  if (Number.isInteger(minutes)) return { quantityHundredths: minutes, unit: 'MIN', ...byRate, priceBase: 60 };
  return { quantityHundredths: 100, unit: 'C62', unitPriceOre: booking.totalOre, priceBase: 1 };
}

/** Price times quantity in öre, half up: the net of a line (Peppol BIS 3). */
export const amountOf = (item: Pick<Item, 'quantityHundredths' | 'unitPriceOre' | 'priceBase'>): Ore =>
  ore(divideHalfUp(BigInt(item.unitPriceOre) * BigInt(item.quantityHundredths), 100 * item.priceBase));

/** `2026-12-05 18:00–22:30` in Europe/Stockholm, with the second day where it ends on another. */
export function writtenPeriod({ startTime, endTime }: { startTime: Date; endTime: Date }): string {
  const [start, end] = [startTime, endTime].map((instant) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO('Europe/Stockholm')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' '),
  ) as [string, string];
  return `${start}–${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
