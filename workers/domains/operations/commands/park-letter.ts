import { change, DuplicateKey, oid } from '#shared/documents';
import type { Subscriber } from '#shared/domain-events';
import { MessageId, newId, type DeadLetterId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { asJson, saidBy } from '../domain/letter.ts';
import type { Deps } from '../ports.ts';

/** A message that cannot be handled, as its consumer hands it over. */
export interface Letter {
  subscriber: Subscriber;
  body: unknown;
  error: string;
}

/** The index of letters by message holds those that have an id: a filter has to say so, or MongoDB does not use it. */
export const HAS_ID = { $type: 'objectId' } as const;

/** Keeps a message that cannot be handled where a person sees it: once per subscriber and message, the last error counts. */
export async function parkLetter(letter: Letter, now: Date, { deadLetters }: Pick<Deps, 'deadLetters'>): Promise<void> {
  const { subscriber, body, error } = letter;
  const said = saidBy(body);
  const messageId = MessageId.safeParse(said.id).data ?? null;
  try {
    await deadLetters.insert({
      _id: newId<DeadLetterId>(now),
      ...firstVersion(now),
      outbox: [],
      subscriber,
      body: asJson(body),
      error,
      messageId,
      type: said.type,
      traceId: said.traceId,
      parkedAt: now,
      replayedAt: null,
    });
  } catch (failure) {
    if (!(failure instanceof DuplicateKey) || messageId === null) throw failure;
    // Parked before, and perhaps replayed since: it is stuck (again), for this reason now.
    await deadLetters.update(
      { subscriber, messageId: { $eq: oid(messageId), $type: 'objectId' } },
      change(now, { set: { error, parkedAt: now, replayedAt: null } }),
    );
  }
}
