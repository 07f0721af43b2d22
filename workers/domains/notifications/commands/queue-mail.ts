import { DuplicateKey } from '#shared/documents';
import type { DomainEvent } from '#shared/domain-events';
import { firstVersion } from '#shared/stored';
import type { Deps } from '../ports.ts';
import { askForBookingMails } from './ask-for-booking-mail.ts';

/** Keeps the wish for a mail until it is sent. The same wish again changes nothing. */
export async function queueMail(event: DomainEvent<'mail.requested'>, { mails }: Pick<Deps, 'mails'>): Promise<void> {
  const { data, traceId } = event;
  if (data.mail === 'booking') {
    return askForBookingMails([data], event, { mails });
  }
  const at = new Date(event.occurredAt);
  try {
    await mails.insert({
      _id: event.id,
      ...firstVersion(at),
      mail: data.mail,
      userId: data.userId,
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
