import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { USER_TYPE } from '#shared/enums';
import { notFound } from '#shared/errors';
import { UserId } from '#shared/ids';
import { reaches, requireReach } from '#shared/permissions';
import type { Deps } from '../ports.ts';
import { unseal } from '../sensitive-fields.ts';
import type { StoredUser } from '../user.documents.ts';
import { CrewProfileView, toCrewProfileView, toView, UserView } from '../user.view.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/{id}',
    access: 'users:read',
    summary: 'Read a user; an organizer sees crew without their contact and payment details',
    params: z.object({ id: UserId }),
    answers: { 200: { description: 'The user', body: z.union([UserView, CrewProfileView]), etag: true } },
    refuses: ['NOT_FOUND'],
  },
  async ({ params, actor, deps }) => {
    const user = await deps.users.findOne({ _id: oid(params.id), live: true });
    if (!user) throw notFound('The user');
    requireReach(actor, 'users:read', { ...whose(user), isCrew: user.userType === USER_TYPE.crew }, 'The user');
    const view = seesAll(actor, user) ? toView(user, await unseal(user, deps.cipher)) : toCrewProfileView(user);
    return reply(200, view, { etag: etagOf(user.version) });
  },
);

const whose = (user: StoredUser) => ({ companies: [user.customerId], person: user._id });

/** Who reaches somebody only because they are crew sees the profile alone. */
const seesAll = (actor: SignedIn, user: StoredUser): boolean => reaches(actor, 'users:read', whose(user));
