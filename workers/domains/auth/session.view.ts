import * as z from 'zod';
import { SessionId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import type { StoredSession } from './session.documents.ts';

export const SessionView = z
  .object({
    id: SessionId,
    createdAt: InstantView,
    lastUsedAt: InstantView.meta({ description: 'When it last got new tokens, or began' }),
    userAgent: z.string().nullable().meta({ description: 'What the program that signed in calls itself' }),
    current: z.boolean().meta({ description: 'Whether this is the session that asks' }),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

/** A session as its user sees it, asking from the session `asking`. */
export const toView = (session: StoredSession, asking: SessionId): SessionView => ({
  id: session._id,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.rotatedAt.toISOString(),
  userAgent: session.userAgent,
  current: session._id === asking,
});
