import * as z from 'zod';
import { Envelope } from './domain-events.ts';

/** An id, stored as an ObjectId. */
export const storedId = <Id extends z.ZodType<string, string>>(id: Id) =>
  z.codec(z.object({ $oid: z.string() }), id, {
    decode: ({ $oid }) => $oid as z.input<Id>,
    encode: (hex) => ({ $oid: hex as string }),
  });

/** A moment, stored as a BSON Date. */
export const storedDate = z.codec(z.object({ $date: z.iso.datetime() }), z.date(), {
  decode: ({ $date }) => new Date($date),
  encode: (moment) => ({ $date: moment.toISOString() }),
});

/** Fields of every document. `version` counts changes that a client can see; it is the ETag. */
export const everyDocument = { version: z.int(), createdAt: storedDate, updatedAt: storedDate };

/**
 * Fields of a driving document (architecture: guarantees). `outbox` holds events until every subscriber has them;
 * `unsettledSince` is set from the first write until all follow-ups are done: sweeps find work by it alone.
 */
export const drivingDocument = {
  ...everyDocument,
  outbox: z.array(Envelope).default([]),
  unsettledSince: storedDate.optional(),
};

export const firstVersion = (now: Date) => ({ version: 1, createdAt: now, updatedAt: now });
