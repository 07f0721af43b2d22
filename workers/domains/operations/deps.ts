import type { Call } from '#shared/call';
import { openCollection } from '#shared/documents';
import type { Subscriber } from '#shared/domain-events';
import { openInbox } from '#shared/inbox';
import type { HandlesEvents } from '#shared/outbox';
import { ask } from '#shared/reply';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import { StoredAuditEntry } from './audit.documents.ts';
import { parkLetter } from './commands/park-letter.ts';
import { StoredDeadLetter } from './dead-letter.documents.ts';
import type { Deps } from './ports.ts';

export type Env = PublisherEnv;

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const deadLetters = openCollection(env.DATA, call.meter, 'dead_letters', StoredDeadLetter);
  const colleagues: Record<Subscriber, HandlesEvents> = {
    events: env.EVENTS,
    bookings: env.BOOKINGS,
    invoicing: env.INVOICING,
    notifications: env.NOTIFICATIONS,
    analytics: env.ANALYTICS,
    operations: env.OPERATIONS,
  };
  return {
    audit: openCollection(env.DATA, call.meter, 'audit', StoredAuditEntry),
    deadLetters,
    hasTakenEffect: async (subscriber, id) =>
      (await ask(subscriber, colleagues[subscriber].handled(call.trace.traceparent, [id]))).includes(id),
    inbox: openInbox(env.DATA, call.meter, 'operations'),
    // The dead letters are this Worker's own: no detour over RPC.
    park: (letter) => parkLetter(letter, call.now(), { deadLetters }),
    ...publisherFrom(env, call),
  };
}
