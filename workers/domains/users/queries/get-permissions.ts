import * as z from 'zod';
import { Role, roleOf } from '#shared/actor';
import { oid } from '#shared/documents';
import { endpoint, etagOf, hashOf, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { actionsOf, requireReach } from '#shared/permissions';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';

const PermissionsView = z
  .object({
    userId: UserId,
    roles: z.array(Role),
    permissions: z.array(z.string()).meta({
      example: ['bookings:confirm'],
      description: 'What the roles may do at all; on whose records is decided for each',
    }),
  })
  .meta({ id: 'Permissions' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/{id}/permissions',
    access: 'users:read-permissions',
    summary: 'Read what a user may do, as it is now: a token issued before a change of company may say otherwise',
    params: z.object({ id: UserId }),
    answers: { 200: { description: 'Roles and permissions', body: PermissionsView, etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    requireReach(actor, 'users:read-permissions', { person: params.id }, 'The user');
    const user = await deps.users.findOne({ _id: oid(params.id), live: true });
    if (!user) throw notFound('The user');
    const company = user.customerId === null ? null : await ask('customers', deps.customer(user.customerId));
    const role = roleOf({ userType: user.userType, customerType: company?.customerType ?? null });
    const view = { userId: user._id, roles: [role], permissions: actionsOf(role).toSorted() };
    return reply(200, view, { etag: etagOf(user.version, await hashOf(view)) });
  },
);
