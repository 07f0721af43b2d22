import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { conflict, notFound } from '#shared/errors';
import { DeadLetterId } from '#shared/ids';
import type { StoredDeadLetter } from '../dead-letter.documents.ts';
import { DeadLetterView, toDeadLetterView } from '../dead-letter.view.ts';
import type { Deps } from '../ports.ts';
import { sendAgain } from '../send-again.ts';

/**
 * Sends a dead letter to its subscriber again. The letter stays, marked, until the subscriber has handled it: the sweep
 * sends it again for as long as that takes, and takes the mark off when it comes back.
 */
export async function replayLetter(
  id: DeadLetterId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredDeadLetter> {
  const letter = await deps.deadLetters.findOne({ _id: oid(id) });
  if (!letter) throw notFound('The dead letter');
  if (letter.replayedAt !== null) return letter;
  if (letter.messageId === null) throw conflict('The message has no id, so no subscriber can ever take it');

  const now = call.now();
  const events = [audited(actor, 'operations:manage', 'dead-letter', id, call)];
  const won = await deps.deadLetters.update(
    { _id: oid(id), version: letter.version },
    change(now, { set: { replayedAt: now }, events }),
  );
  // Somebody was faster: what they left decides.
  if (!won) return replayLetter(id, actor, deps, call);
  deps.publish(events);
  // Should this fail, the mark is there: the sweep sends.
  call.afterAnswer(sendAgain(letter, deps));
  return { ...letter, replayedAt: now, version: letter.version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/ops/dead-letters/{id}/replay',
    access: 'operations:manage',
    summary: 'Send a dead letter to its subscriber again; it is kept until that has handled it',
    params: z.object({ id: DeadLetterId }),
    answers: { 200: { description: 'The dead letter, on its way', body: DeadLetterView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT'],
  },
  async ({ params, actor, deps, call }) => {
    const letter = await replayLetter(params.id, actor, deps, call);
    return reply(200, toDeadLetterView(letter), { etag: etagOf(letter.version) });
  },
);
