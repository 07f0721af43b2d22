import { openCollection } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type DeadLetterId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { StoredDeadLetter } from '../../workers/domains/operations/dead-letter.documents.ts';
import type { System } from './system.ts';

/** A message that analytics could not handle, and now can. */
export async function aDeadLetter({ data }: Pick<System, 'data'>): Promise<string> {
  const now = new Date();
  const id = newId<DeadLetterId>(now);
  const whose = { bookingId: newId<BookingId>(now), customerId: newId<CustomerId>(now) };
  const body = occurred('booking.completed', whose, { now, traceId: '0'.repeat(31) + '1' });
  const letter: StoredDeadLetter = {
    _id: id,
    ...firstVersion(now),
    outbox: [],
    subscriber: 'analytics',
    body: JSON.stringify(body),
    error: 'It was not in the mood',
    messageId: body.id,
    type: body.type,
    traceId: body.traceId,
    parkedAt: now,
    replayedAt: null,
  };
  await openCollection(data, { roundTrips: 0 }, 'dead_letters', StoredDeadLetter).insert(letter);
  return id;
}
