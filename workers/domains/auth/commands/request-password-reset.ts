import * as z from 'zod';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, reply } from '#shared/endpoint';
import { Email } from '#shared/fields';
import { newId, type UserId } from '#shared/ids';
import { searchKey } from '#shared/text-search';
import type { Deps } from '../ports.ts';

/**
 * Asks for a mail with a link to choose a new password. For an unknown email the same steps are taken, and match nobody:
 * neither the answer nor its time tells who has an account.
 */
export async function requestPasswordReset(
  email: string,
  deps: Pick<Deps, 'credentials' | 'publish'>,
  call: Call,
): Promise<void> {
  const credential = await deps.credentials.findOne({ emailKey: searchKey(email), live: true });
  const userId = credential?._id ?? newId<UserId>();
  const now = call.now();
  const events = [occurred('mail.requested', { userId, mail: 'password-reset' }, { now, traceId: call.trace.traceId })];
  const told = await deps.credentials.update({ _id: oid(userId), live: true }, change(now, { events }));
  if (told) deps.publish(events);
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/password-reset',
    access: 'anyone',
    summary: 'Ask for a mail with a link to choose a new password',
    body: z.strictObject({ email: Email }),
    answers: {
      202: {
        description: 'If somebody has this email, a link that is good once and for one hour is on its way',
        body: z.object({ success: z.literal(true) }),
      },
    },
    refuses: ['RATE_LIMITED', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, deps, call }) => {
    await requestPasswordReset(body.email, deps, call);
    return reply(202, { success: true as const });
  },
);
