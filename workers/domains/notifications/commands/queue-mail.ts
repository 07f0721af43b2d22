import { DuplicateKey } from '#shared/documents';
import type { DomainEvent, EventType } from '#shared/domain-events';
import { firstVersion } from '#shared/stored';
import type { StoredMail } from '../mail.documents.ts';
import type { Deps } from '../ports.ts';
import { askForBookingMails } from './ask-for-booking-mail.ts';

/** Keeps the wish for a mail until it is sent. The same wish again changes nothing. */
export async function queueMail(event: DomainEvent<'mail.requested'>, deps: Pick<Deps, 'mails'>): Promise<void> {
  const { data } = event;
  switch (data.mail) {
    case 'booking':
      return askForBookingMails([data], event, deps);
    case 'invoice':
      return keep({ mail: 'invoice', userId: null, invoiceId: data.invoiceId }, event, deps);
    default:
      return keep({ mail: data.mail, userId: data.userId, invoiceId: null }, event, deps);
  }
}

/** Has an invoice or credit note that was issued go to its buyer by mail. */
export function queueInvoiceMail(event: DomainEvent<'invoice.generated'>, deps: Pick<Deps, 'mails'>): Promise<void> {
  return keep({ mail: 'invoice', userId: null, invoiceId: event.data.invoiceId }, event, deps);
}

async function keep(
  wish: Pick<StoredMail, 'mail' | 'userId' | 'invoiceId'>,
  { id, occurredAt, traceId }: Pick<DomainEvent<EventType>, 'id' | 'occurredAt' | 'traceId'>,
  { mails }: Pick<Deps, 'mails'>,
): Promise<void> {
  const at = new Date(occurredAt);
  try {
    await mails.insert({
      _id: id,
      ...firstVersion(at),
      ...wish,
      booking: null,
      status: 'pending',
      dueAt: at,
      attempts: 0,
      replayAs: null,
      expiresAt: null,
      traceId,
    });
  } catch (error) {
    // Kept already: the message came more than once.
    if (!(error instanceof DuplicateKey)) throw error;
  }
}
