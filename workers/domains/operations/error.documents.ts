import * as z from 'zod';
import { ErrorId } from '#shared/ids';
import { storedDate, storedId } from '#shared/stored';

/** Errors of one kind: the same Worker, place and message, ids and numbers in it aside. Its id is made of those. */
export const StoredError = z.object({
  _id: storedId(ErrorId),
  worker: z.string(),
  what: z.string(),
  route: z.string().nullable(),
  /** Of the last one, as are the two below. */
  message: z.string(),
  stack: z.string().nullable(),
  lastTraceId: z.string().nullable(),
  count: z.int(),
  firstAt: storedDate,
  lastAt: storedDate,
});
export type StoredError = z.infer<typeof StoredError>;
