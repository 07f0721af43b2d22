import { DuplicateKey } from '#shared/documents';
import type { DomainEvent } from '#shared/domain-events';
import { firstVersion } from '#shared/stored';
import type { Deps } from '../ports.ts';

/** Keeps the wish for a mail until it is sent. The same wish again changes nothing. */
export async function queueMail(event: DomainEvent<'mail.requested'>, { mails }: Pick<Deps, 'mails'>): Promise<void> {
  const at = new Date(event.occurredAt);
  try {
    await mails.insert({
      _id: event.id,
      ...firstVersion(at),
      userId: event.data.userId,
      mail: event.data.mail,
      status: 'pending',
      dueAt: at,
      attempts: 0,
      replayAs: null,
      endedAt: null,
      traceId: event.traceId,
    });
  } catch (error) {
    // Kept already: the message came more than once.
    if (!(error instanceof DuplicateKey)) throw error;
  }
}
