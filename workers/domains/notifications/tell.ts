import { isWritten } from '#shared/documents';
import type { EventType } from '#shared/domain-events';
import { newId, type MessageId, type NotificationId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { Person } from './domain/recipients.ts';
import type { StoredNotification } from './notification.documents.ts';
import type { Deps } from './ports.ts';
import type { Text } from './texts/text.ts';

/** What one person is to be told. */
export interface Told {
  person: Person;
  text: Text;
  /** A path of the front end. */
  link: string;
}

/** What happened: a domain event, or what became of a webhook. */
interface Happening {
  /** With the person the key that makes telling it again harmless. */
  id: MessageId;
  type: EventType | 'webhook.failing' | 'webhook.gone';
  occurredAt: string;
}

const AT_ONCE = 25;

/** Stores what people are told of an event. Whoever was told of this very message already is not told again. */
export async function tell(
  event: Happening,
  told: readonly Told[],
  { notifications }: Pick<Deps, 'notifications'>,
): Promise<void> {
  const documents = told.map((one) => notificationOf(event, one));
  for (let from = 0; from < documents.length; from += AT_ONCE) {
    const some = documents.slice(from, from + AT_ONCE);
    if (await isWritten(notifications.insertMany(some))) continue;
    // The message came again, perhaps after a run that died half-way: some were told, the others are now.
    await Promise.all(some.map((document) => isWritten(notifications.insert(document))));
  }
}

function notificationOf(event: Happening, { person, text, link }: Told): StoredNotification {
  const at = new Date(event.occurredAt);
  return {
    _id: newId<NotificationId>(at),
    // When it happened, not when it is told: events come in any order, a feed is in that of what happened.
    ...firstVersion(at),
    outbox: [],
    messageId: event.id,
    userId: person.id,
    type: event.type,
    title: text.title,
    body: text.body,
    link,
    unread: true,
    readAt: null,
  };
}
