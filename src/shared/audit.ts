import type { Actor } from './actor.ts';
import type { Call } from './call.ts';
import { occurred, type Envelope } from './domain-events.ts';
import type { AnyId } from './ids.ts';
import type { Action } from './permissions.ts';

/** The audit entry of a write or a sensitive read; it travels in the same outbox as the events of that write. */
export function audited(
  actor: Actor | 'system',
  action: Action | 'auth:register' | 'auth:sign-in' | 'auth:sign-out' | 'system:settle',
  resource: string,
  resourceId: AnyId,
  call: Pick<Call, 'now' | 'trace'>,
): Envelope {
  const user = actor !== 'system' && actor.kind === 'user' ? actor : null;
  return occurred(
    'audit.recorded',
    {
      actorId: user?.userId ?? null,
      actorRoles: user ? [user.role] : actor === 'system' ? ['system'] : [],
      action,
      resource,
      resourceId,
    },
    { now: call.now(), traceId: call.trace.traceId },
  );
}
