import * as z from 'zod';
import { subscribers } from '#shared/domain-events';
import { DeadLetterId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredDeadLetter } from './dead-letter.documents.ts';
import { queueOf } from './domain/letter.ts';

export const DeadLetterView = z
  .object({
    id: DeadLetterId,
    subscriber: z.enum(subscribers),
    queue: z.string().meta({ example: 'thenorsound-invoicing' }),
    type: z.string().nullable().meta({ description: 'null where the message does not say', example: 'booking.moved' }),
    message: z.json().meta({ description: 'The message as it came, whatever it is' }),
    lastError: z.string(),
    traceId: z.string().nullable(),
    parkedAt: InstantView,
    replayedAt: InstantView.nullable().meta({ description: 'When it was sent again, while that is not yet handled' }),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export const toDeadLetterView = (letter: StoredDeadLetter): DeadLetterView => ({
  id: letter._id,
  subscriber: letter.subscriber,
  queue: queueOf(letter.subscriber),
  type: letter.type,
  message: z.json().parse(JSON.parse(letter.body)),
  lastError: letter.error,
  traceId: letter.traceId,
  parkedAt: letter.parkedAt.toISOString(),
  replayedAt: letter.replayedAt?.toISOString() ?? null,
});
