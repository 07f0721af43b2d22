import type { StoredDeadLetter } from './dead-letter.documents.ts';
import type { Deps } from './ports.ts';

/** Puts a letter's message into its subscriber's queue once more. Twice is harmless: consumers know what they have handled. */
export async function sendAgain(
  { subscriber, body }: StoredDeadLetter,
  { queues }: Pick<Deps, 'queues'>,
): Promise<void> {
  await queues[subscriber].sendBatch([{ body: JSON.parse(body) as unknown }]);
}
