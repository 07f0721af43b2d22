import * as z from 'zod';
import { audited } from '#shared/audit';
import { oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { USER_TYPE } from '#shared/enums';
import { notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import { shownPersonalNumber } from '../domain/personal-number.ts';
import type { Deps } from '../ports.ts';
import { unseal } from '../sensitive-fields.ts';

export const SensitiveView = z
  .object({
    userId: UserId,
    socialSecurityNumber: z
      .string()
      .nullable()
      .meta({ example: '19811228-9874', description: 'With the century, so that it is not mistaken for a later one' }),
    bankAccount: z
      .object({ accountNumber: z.string(), bankCode: z.string().nullable(), holderName: z.string() })
      .nullable(),
  })
  .meta({ id: 'SensitiveFields' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/{id}/sensitive',
    access: 'users:read-sensitive',
    summary: 'Read the personal number and the bank account of a crew member in clear; each read is in the audit log',
    params: z.object({ id: UserId }),
    answers: { 200: { description: 'The two fields in clear', body: SensitiveView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps, call }) => {
    const user = await deps.users.findOne({ _id: oid(params.id), live: true });
    if (user?.userType !== USER_TYPE.crew) throw notFound('The crew member');
    const whose = { companies: [user.customerId], person: user._id };
    requireReach(actor, 'users:read-sensitive', whose, 'The crew member');

    // Nothing is shown that is not on record first. Being read changes nobody: the version, and so the ETag, stay.
    const events = [audited(actor, 'users:read-sensitive', 'user', user._id, call)];
    const recorded = await deps.users.update(
      { _id: oid(user._id), live: true },
      { $push: { outbox: { $each: events } }, $min: { unsettledSince: call.now() } },
    );
    if (!recorded) throw notFound('The crew member');
    deps.publish(events);

    const { socialSecurityNumber, bankAccount } = await unseal(user, deps.cipher);
    const view = {
      userId: user._id,
      socialSecurityNumber: socialSecurityNumber === null ? null : shownPersonalNumber(socialSecurityNumber),
      bankAccount,
    };
    return reply(200, view, { etag: etagOf(user.version), headers: { 'cache-control': 'no-store' } });
  },
);
