import { DuplicateKey } from '#shared/documents';
import type { HandlersOf } from '#shared/queue-consumer';
import { firstVersion } from '#shared/stored';
import type { Deps } from './ports.ts';

/** What this Worker does about the events it hears. */
export const handlers: HandlersOf<'operations', Deps> = {
  async 'audit.recorded'({ id, occurredAt, traceId, data }, { audit }) {
    const { actorId, actorRoles, action, resource, resourceId } = data;
    try {
      await audit.insert({
        _id: id,
        ...firstVersion(new Date()),
        at: new Date(occurredAt),
        actorId,
        actorRoles,
        action,
        resource,
        resourceId,
        traceId,
      });
    } catch (error) {
      // Recorded already: the message came more than once.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  },
};
