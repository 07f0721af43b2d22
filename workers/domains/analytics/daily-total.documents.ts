import * as z from 'zod';
import { CustomerId, DailyTotalId } from '#shared/ids';
import { Ore } from '#shared/money';
import { everyDocument, storedDate, storedId } from '#shared/stored';

/**
 * What an organizer comes to on a day, as it was when it was last added up from the records of those who own them. While
 * `unsettledSince` is set something has happened since.
 */
export const StoredDailyTotal = z.object({
  _id: storedId(DailyTotalId),
  ...everyDocument,
  customerId: storedId(CustomerId),
  /** In Europe/Stockholm. */
  day: z.iso.date(),
  unsettledSince: storedDate.optional(),
  /** Null until it is added up for the first time. */
  computedAt: storedDate.nullable(),
  /** Bookings that start on the day. */
  requested: z.int(),
  confirmed: z.int(),
  completed: z.int(),
  cancelled: z.int(),
  /** Öre, without VAT, as are the two below: bookings of the day that are Confirmed or Completed. */
  bookedOre: Ore,
  /** Invoices for work supplied on the day, less credits. */
  invoicedOre: Ore,
  paidOre: Ore,
});
export type StoredDailyTotal = z.infer<typeof StoredDailyTotal>;
