import * as z from 'zod';
import { ErrorId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredError } from './error.documents.ts';

export const LoggedErrorView = z
  .object({
    id: ErrorId,
    worker: z.string().meta({ example: 'bookings' }),
    what: z.string().meta({ description: 'The name of the log line', example: 'request-failed' }),
    route: z
      .string()
      .nullable()
      .meta({ description: 'The route, or the type of the message', example: '/api/bookings/{id}' }),
    message: z.string().meta({ description: 'The error and its causes', example: 'TypeError: no such function' }),
    stack: z.string().nullable().meta({ description: 'Where it was thrown, a place a line' }),
    count: z.int().meta({ description: 'How many of this kind there were', example: 3 }),
    firstAt: InstantView,
    lastAt: InstantView,
    lastTraceId: z.string().nullable().meta({ description: 'Finds the last one in the log' }),
  })
  .meta({ id: 'LoggedError' });
export type LoggedErrorView = z.infer<typeof LoggedErrorView>;

export const toLoggedErrorView = (error: StoredError): LoggedErrorView => ({
  id: error._id,
  worker: error.worker,
  what: error.what,
  route: error.route,
  message: error.message,
  stack: error.stack,
  count: error.count,
  firstAt: error.firstAt.toISOString(),
  lastAt: error.lastAt.toISOString(),
  lastTraceId: error.lastTraceId,
});
