import * as z from 'zod';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { ask } from '#shared/reply';
import { linkNotGood } from '../link-counters.ts';
import type { Deps } from '../ports.ts';

/**
 * Takes the link of a verification mail as proof that the person reads what is sent to the email. The user is marked
 * first and the link used up then: in the other order a death in between would leave neither the proof nor the link.
 */
export async function verifyEmail(
  token: string,
  deps: Pick<Deps, 'credentials' | 'linkTokens' | 'markEmailVerified'>,
  call: Call,
): Promise<void> {
  const link = await deps.linkTokens.recognise(token, ['verification'], call.now());
  if (!link) throw linkNotGood();
  const { userId, number } = link;
  const isGood = { _id: oid(userId), live: true, emailLinks: number };
  const credential = await deps.credentials.findOne(isGood);
  if (!credential) throw linkNotGood();
  // With the email that the link was sent to: the user may be getting another one at this moment.
  if (!(await ask('users', deps.markEmailVerified({ userId, email: credential.emailKey })))) throw linkNotGood();
  // Not `change`: no client sees this, and no version of it.
  await deps.credentials.update(isGood, { $inc: { emailLinks: 1 } });
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/verify-email',
    access: 'anyone',
    summary: "Prove one's email by the link of a verification mail",
    body: z.strictObject({
      token: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
    }),
    answers: { 200: { description: 'Verified', body: z.object({ success: z.literal(true) }) } },
    refuses: ['SERVICE_UNAVAILABLE'],
  },
  async ({ body, deps, call }) => {
    await verifyEmail(body.token, deps, call);
    return reply(200, { success: true as const });
  },
);
