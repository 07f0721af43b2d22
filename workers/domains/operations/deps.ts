import type { Call } from '#shared/call';
import type { DataApi } from '#shared/data-api';
import { openCollection } from '#shared/documents';
import { openInbox } from '#shared/inbox';
import { StoredAuditEntry } from './audit.documents.ts';
import { parkLetter } from './commands/park-letter.ts';
import { StoredDeadLetter } from './dead-letter.documents.ts';
import type { Deps } from './ports.ts';

export interface Env {
  DATA: DataApi;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const deadLetters = openCollection(env.DATA, call.meter, 'dead_letters', StoredDeadLetter);
  return {
    audit: openCollection(env.DATA, call.meter, 'audit', StoredAuditEntry),
    deadLetters,
    inbox: openInbox(env.DATA, call.meter, 'operations'),
    // The dead letters are this Worker's own: no detour over RPC.
    park: (letter) => parkLetter(letter, call.now(), { deadLetters }),
  };
}
