import * as z from 'zod';
import type { Backlog } from '#shared/outbox';
import { storedDate } from '#shared/stored';
import type { Deps } from '../ports.ts';

const Row = z.object({ documents: z.int(), oldestDue: storedDate });

/** Mails that are not sent yet, also those that only wait for more to happen; since when the oldest is due, if it is. */
export async function waitingMails({ mails }: Pick<Deps, 'mails'>, now: Date): Promise<Backlog> {
  const [row] = await mails.aggregate(
    [
      { $match: { status: 'pending' } },
      { $group: { _id: null, documents: { $sum: 1 }, oldestDue: { $min: '$dueAt' } } },
    ],
    Row,
  );
  const isDue = row !== undefined && row.oldestDue <= now;
  return { collection: 'mails', documents: row?.documents ?? 0, events: 0, oldestSince: isDue ? row.oldestDue : null };
}
