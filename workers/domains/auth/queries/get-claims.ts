import * as z from 'zod';
import { Role } from '#shared/actor';
import { endpoint, reply } from '#shared/endpoint';
import { CustomerType, UserType } from '#shared/enums';
import { unauthorized } from '#shared/errors';
import { CustomerId, UserId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { bearerIn } from '../access-tokens.ts';
import type { Deps } from '../ports.ts';

const ClaimsView = z
  .object({
    userId: UserId,
    email: z.string(),
    name: z.string(),
    roles: z.array(Role),
    userType: UserType,
    customerId: CustomerId.nullable(),
    customerType: CustomerType.nullable(),
    expiresAt: InstantView,
  })
  .meta({ id: 'Claims' });

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/auth/claims',
    access: 'signed-in',
    summary: 'Read who is signed in, as the access token says it',
    answers: { 200: { description: 'The claims of the access token', body: ClaimsView } },
  },
  async ({ headers, deps, call }) => {
    const token = bearerIn(headers);
    const claims = token === null ? null : await deps.accessTokens.verify(token, call.now());
    if (!claims) throw unauthorized();
    return reply(200, {
      userId: claims.sub,
      email: claims.email,
      name: claims.name,
      roles: claims.roles,
      userType: claims.userType,
      customerId: claims.customerId,
      customerType: claims.customerType,
      expiresAt: new Date(claims.exp * 1000).toISOString(),
    });
  },
);
