import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { settle } from '#shared/outbox';
import type { StoredDeadLetter } from '../dead-letter.documents.ts';
import type { Deps } from '../ports.ts';
import { sendAgain } from '../send-again.ts';

/** Takes out replayed letters that their subscribers have handled, and sends the others again. Safe to run twice, or late. */
export async function settleLetters(deps: Deps, call: Call): Promise<void> {
  await settle(deps.deadLetters, {
    ...deps,
    now: call.now(),
    traceId: call.trace.traceId,
    finish: (letter) => finishReplay(letter, deps),
  });
}

/** Whether nothing is left to do: a letter that came back rests until somebody replays it anew. */
async function finishReplay(letter: StoredDeadLetter, deps: Deps): Promise<boolean> {
  const { _id, subscriber, messageId, replayedAt, version, outbox } = letter;
  if (replayedAt === null || messageId === null) return true;
  if (!(await deps.hasTakenEffect(subscriber, messageId))) {
    await sendAgain(letter, deps);
    return false;
  }
  // The letter goes when the audit log has that it was replayed: until then it is met again.
  if (outbox.length > 0) return false;
  await deps.deadLetters.remove({ _id: oid(_id), version });
  return true;
}
