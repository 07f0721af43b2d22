import type { BookingId, CustomerId, InvoiceId } from '#shared/ids';
import { dayOf, type Day } from '#shared/instant';
import type { HandlersOf } from '#shared/queue-consumer';
import { ask } from '#shared/reply';
import { markDay } from './commands/mark-day.ts';
import type { Counted, Deps } from './ports.ts';

const counted = (event: Counted, { count }: Deps): Promise<void> => {
  count(event);
  return Promise.resolve();
};

/** The day on which a booking now starts is out of date; and others that it was on. */
async function ofBooking(
  event: Counted & { data: { bookingId: BookingId; customerId: CustomerId } },
  deps: Deps,
  otherTimes: readonly (string | undefined)[] = [],
): Promise<void> {
  const { bookingId, customerId } = event.data;
  const booking = await ask('bookings', deps.booking(bookingId));
  const times = otherTimes.flatMap((time) => (time === undefined ? [] : [new Date(time)]));
  await markDays(customerId, [...times, ...(booking ? [booking.startTime] : [])].map(dayOf), deps);
  deps.count(event);
}

/** The day for whose work an invoice was made is out of date. */
async function ofInvoice(
  event: Counted & { data: { invoiceId: InvoiceId; customerId: CustomerId } },
  deps: Deps,
): Promise<void> {
  const { invoiceId, customerId } = event.data;
  const invoice = await ask('invoicing', deps.invoice(invoiceId));
  const day = invoice?.supplyDate ?? null;
  await markDays(customerId, day === null ? [] : [day], deps);
  deps.count(event);
}

async function markDays(customerId: CustomerId, days: readonly Day[], deps: Deps): Promise<void> {
  await Promise.all([...new Set(days)].map((day) => markDay(customerId, day, deps.now(), deps)));
}

/**
 * What this Worker does about the events it hears: marks the days that they change, which the sweep adds up anew, and counts
 * them. Twice, late or out of order is the same mark; a data point may come twice.
 */
export const handlers: HandlersOf<'analytics', Deps> = {
  'user.logged-in': counted,
  'user.created': counted,
  'crew.availability-changed': counted,
  'customer.created': counted,
  'tariff.updated': counted,
  'event.created': counted,
  'booking.created': (event, deps) => ofBooking(event, deps),
  'booking.moved': (event, deps) => ofBooking(event, deps, [event.data.startTime, event.data.previousStartTime]),
  'booking.confirmed': (event, deps) => ofBooking(event, deps),
  'booking.completed': (event, deps) => ofBooking(event, deps),
  'booking.cancelled': (event, deps) => ofBooking(event, deps),
  'invoice.generated': ofInvoice,
  'invoice.payment-received': ofInvoice,
};
