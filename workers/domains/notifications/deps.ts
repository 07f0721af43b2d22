import type { Call } from '#shared/call';
import { openCollection } from '#shared/documents';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import { StoredMail } from './mail.documents.ts';
import { StoredNotification } from './notification.documents.ts';
import type { Deps } from './ports.ts';

export type Env = PublisherEnv;

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  return {
    notifications: openCollection(env.DATA, call.meter, 'notifications', StoredNotification),
    mails: openCollection(env.DATA, call.meter, 'mails', StoredMail),
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'notifications'),
  };
}
