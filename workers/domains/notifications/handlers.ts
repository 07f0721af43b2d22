import type { HandlersOf } from '#shared/queue-consumer';
import type { DomainEvent } from '#shared/domain-events';
import { planDeliveries } from './commands/plan-deliveries.ts';
import { queueInvoiceMail, queueMail } from './commands/queue-mail.ts';
import { tellOfBooking } from './commands/tell-of-booking.ts';
import { tellOfEvent } from './commands/tell-of-event.ts';
import { tellOfInvoice } from './commands/tell-of-invoice.ts';
import { welcomeUser } from './commands/welcome-user.ts';
import type { WebhookEventType } from './domain/webhook-events.ts';
import type { Deps } from './ports.ts';
import { bookingCancelled, bookingConfirmed, bookingCreated, bookingMoved } from './texts/booking-texts.ts';
import { invoiceGenerated, invoiceOverdue, paymentReceived } from './texts/invoice-texts.ts';

/** What this Worker does about the events it hears. */
export const handlers: HandlersOf<'notifications', Deps> = {
  'user.created': welcomeUser,
  'event.updated': alsoByWebhook(tellOfEvent),
  'event.deleted': alsoByWebhook(tellOfEvent),
  'booking.created': alsoByWebhook((event, deps) =>
    tellOfBooking(event, deps, (facts, reader) =>
      bookingCreated({ ...facts, totalOre: event.data.totalAmount }, reader),
    ),
  ),
  'booking.moved': alsoByWebhook((event, deps) =>
    tellOfBooking(event, deps, (facts, reader) => {
      // The times of this very move: a later one tells of its own.
      const { startTime, endTime } = event.data;
      return bookingMoved({ ...facts, start: new Date(startTime), end: new Date(endTime) }, reader);
    }),
  ),
  'booking.confirmed': alsoByWebhook((event, deps) =>
    tellOfBooking(event, deps, (facts, reader) =>
      bookingConfirmed({ ...facts, totalOre: event.data.totalAmount }, reader),
    ),
  ),
  'booking.cancelled': alsoByWebhook((event, deps) =>
    tellOfBooking(event, deps, (facts, reader) =>
      bookingCancelled({ ...facts, reason: event.data.cancellationReason }, reader),
    ),
  ),
  'invoice.generated': alsoByWebhook(async (event, deps) => {
    const { invoiceId, totalAmount: totalOre, dueDate } = event.data;
    const isMailed = (await deps.invoiceAddress(invoiceId)) !== null;
    if (isMailed) await queueInvoiceMail(event, deps);
    await tellOfInvoice(event, deps, (facts, reader) =>
      invoiceGenerated({ ...facts, totalOre, dueDate, isMailed }, reader),
    );
  }),
  'invoice.payment-received': alsoByWebhook((event, deps) =>
    tellOfInvoice(event, deps, (facts, reader) => paymentReceived({ ...facts, amountOre: event.data.amount }, reader)),
  ),
  'invoice.overdue': alsoByWebhook((event, deps) =>
    tellOfInvoice(event, deps, (facts, reader) => invoiceOverdue({ ...facts, amountOre: event.data.amount }, reader)),
  ),
  'mail.requested': queueMail,
};

/** A handler that has webhooks hear of the event as well. */
function alsoByWebhook<T extends WebhookEventType>(tellPeople: (event: DomainEvent<T>, deps: Deps) => Promise<void>) {
  return async (event: DomainEvent<T>, deps: Deps): Promise<void> => {
    await Promise.all([tellPeople(event, deps), planDeliveries(event, deps)]);
  };
}
