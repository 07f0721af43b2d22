import * as z from 'zod';
import { oid } from '#shared/documents';
import { bookingStatus, storedEnum } from '#shared/enums';
import type { CustomerId } from '#shared/ids';
import type { Period } from '#shared/instant';
import { ore, type Ore } from '#shared/money';
import type { Deps } from '../ports.ts';

/** What an organizer's bookings come to. */
export interface BookingTotals {
  requested: number;
  confirmed: number;
  completed: number;
  cancelled: number;
  /** Öre, without VAT: what is Confirmed or Completed. */
  bookedOre: Ore;
}

/** An organizer's bookings that start in a period, added up in the store. */
export async function totalsOf(
  customerId: CustomerId,
  { start, end }: Period,
  { bookings }: Pick<Deps, 'bookings'>,
): Promise<BookingTotals> {
  const Row = z.object({ _id: storedEnum(bookingStatus), bookings: z.int(), totalOre: z.int() });
  const rows = await bookings.aggregate(
    [
      { $match: { customerId: oid(customerId), startTime: { $gte: start, $lt: end } } },
      { $group: { _id: '$status', bookings: { $sum: 1 }, totalOre: { $sum: '$totalOre' } } },
    ],
    Row,
  );
  const inStatus = new Map(rows.map((row) => [row._id, row]));
  const count = (status: keyof typeof bookingStatus) => inStatus.get(status)?.bookings ?? 0;
  return {
    requested: count('Requested'),
    confirmed: count('Confirmed'),
    completed: count('Completed'),
    cancelled: count('Cancelled'),
    bookedOre: ore((inStatus.get('Confirmed')?.totalOre ?? 0) + (inStatus.get('Completed')?.totalOre ?? 0)),
  };
}
