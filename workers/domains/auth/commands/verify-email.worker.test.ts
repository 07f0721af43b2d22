import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import { env, newPerson, post, registered, stored, traceparent, work } from '../test-client.ts';
import { verifyEmail } from './verify-email.ts';

const verify = (token: unknown) => post('/api/auth/verify-email', { token });
const isVerified = async (id: UserId) => (await stored.users.findOne({ _id: oid(id) }))?.emailVerified;

/** A token as the sender of mails gets it. */
async function minted(userId: UserId, purpose: 'verification' | 'invitation' | 'password-reset' = 'verification') {
  const reply = await env.AUTH.mintLinkToken(traceparent, { userId, purpose });
  if (!reply.ok || !reply.value) throw new Error('no token was made');
  return reply.value.token;
}

async function expectRefusal(token: string) {
  const { status, body } = await verify(token);
  expect([status, body['error']]).toMatchObject([
    400,
    {
      code: 'VALIDATION_ERROR',
      details: [{ field: 'token', message: 'is not valid, was used already or has expired' }],
    },
  ]);
}

describe('registering', () => {
  it('has a mail sent that proves the email, and is audited, in the write that activates the credential', async () => {
    const { status, body } = await post('/api/auth/register', newPerson());
    expect([status, body['emailVerified']]).toEqual([201, false]);
    const id = body['id'] as UserId;
    const told = (await stored.credentials.findOne({ _id: oid(id) }))?.outbox.map(({ type, data }) => [type, data]);
    expect(told).toMatchObject([
      ['mail.requested', { userId: id, mail: 'verification' }],
      ['audit.recorded', { actorId: null, action: 'auth:register', resource: 'user', resourceId: id }],
    ]);
  });
});

describe('verifying an email', () => {
  it('marks the user, once: a used link is refused', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const { status, body } = await verify(token);
    expect([status, body]).toEqual([200, { success: true }]);
    expect(await isVerified(id)).toBe(true);
    await expectRefusal(token);
    const audited = (await stored.users.findOne({ _id: oid(id) }))?.outbox.filter(
      ({ data }) => data['action'] === 'users:update',
    );
    expect(audited).toHaveLength(1);
  });

  it('is refused by a link of another kind, an outdated one, one of somebody who is gone, and anything else', async () => {
    const { id } = await registered();
    const outdated = await minted(id);
    await minted(id);
    for (const token of [await minted(id, 'password-reset'), await minted(id, 'invitation'), outdated, 'x']) {
      await expectRefusal(token);
    }
    expect(await isVerified(id)).toBe(false);
    const last = await minted(id);
    await env.AUTH.removeCredential(traceparent, id);
    await expectRefusal(last);
  });

  it('proves the email that the link was sent to, and no later one', async () => {
    const { id } = await registered();
    const token = await minted(id);
    await env.AUTH.changeEmail(traceparent, { userId: id, email: newPerson().email });
    await expectRefusal(token);
    // The credential has the new email already, the user not yet: neither is proved.
    await expectRefusal(await minted(id));
    expect(await isVerified(id)).toBe(false);
  });

  it('that finds the users Worker away can be tried again with the same link', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const { deps, call } = work();
    const alone = { ...deps, markEmailVerified: () => Promise.reject(new Error('gone')) };
    await expect(verifyEmail(token, alone, call)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect((await verify(token)).status).toBe(200);
  });

  it('is good for a week', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const at = (days: number) => {
      const { deps, call } = work(new Date(Date.now() + days * 86_400_000));
      return verifyEmail(token, deps, call);
    };
    await expect(at(7.1)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    await at(6.9);
    expect(await isVerified(id)).toBe(true);
  });

  it('names every bad field', async () => {
    const { status, body } = await post('/api/auth/verify-email', { token: 7, email: 'x' });
    expect(status).toBe(400);
    const { details } = body['error'] as { details: { field: string }[] };
    expect(details.map(({ field }) => field).toSorted()).toEqual(['email', 'token']);
  });
});
