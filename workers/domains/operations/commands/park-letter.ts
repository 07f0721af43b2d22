import { change, DuplicateKey, oid } from '#shared/documents';
import { newId, type DeadLetterId } from '#shared/ids';
import { newDeadLetter, type Letter } from '../domain/dead-letter.ts';
import type { Deps } from '../ports.ts';

/** Keeps a message that cannot be handled where a person sees it. Once per subscriber and message; the last error counts. */
export async function parkLetter(letter: Letter, now: Date, { deadLetters }: Pick<Deps, 'deadLetters'>): Promise<void> {
  const parked = newDeadLetter(newId<DeadLetterId>(now), letter, now);
  try {
    await deadLetters.insert(parked);
  } catch (error) {
    if (!(error instanceof DuplicateKey) || parked.messageId === null) throw error;
    // Parked before, and perhaps replayed since: it is stuck (again), for this reason now.
    await deadLetters.update(
      { subscriber: parked.subscriber, messageId: oid(parked.messageId) },
      change(now, { set: { error: parked.error, parkedAt: now, replayedAt: null } }),
    );
  }
}
