import * as z from 'zod';
import type { CollectionDeclaration, DataApi } from './data-api.ts';
import { isWritten, oids, openCollection, type StoreMeter } from './documents.ts';
import type { Subscriber } from './domain-events.ts';
import { MessageId } from './ids.ts';
import { storedDate, storedId } from './stored.ts';

const THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

/** The messages that a subscriber has dealt with, kept for 30 days: longer than any message is sent again. */
export const inboxIndexes = (subscriber: Subscriber): CollectionDeclaration => ({
  name: `inbox_${subscriber}`,
  indexes: [{ name: 'expiry', keys: { at: 1 }, expireAfterSeconds: THIRTY_DAYS_SECONDS }],
});

const StoredHandled = z.object({ _id: storedId(MessageId), at: storedDate });

export interface Inbox {
  /** Which of these messages have been dealt with. */
  handled(ids: readonly string[]): Promise<string[]>;
  /** Notes messages as dealt with. Written last, after their effects. */
  note(ids: readonly MessageId[], now: Date): Promise<void>;
}

export function openInbox(data: DataApi, meter: StoreMeter, subscriber: Subscriber): Inbox {
  const collection = openCollection(data, meter, `inbox_${subscriber}`, StoredHandled);
  return {
    async handled(ids) {
      const known = z.array(MessageId).parse(ids);
      const found = await collection.find({ _id: { $in: oids(known) } }, { limit: Math.max(1, known.length) });
      return found.map(({ _id }) => _id);
    },
    async note(ids, now) {
      const notes = ids.map((_id) => ({ _id, at: now }));
      // Not whole where one is noted already, having been dealt with twice, which its effect is made to bear.
      if (await isWritten(collection.insertMany(notes))) return;
      await Promise.all(notes.map((note) => isWritten(collection.insert(note))));
    },
  };
}
