import * as z from 'zod';
import { InstantView } from '#shared/instant';
import type { StoredCredential } from './credential.documents.ts';

/** What is kept of how somebody signs in; never the password, nor anything made of it. */
export const SignInDataView = z
  .object({
    email: z.string().meta({ example: 'anna@example.com' }),
    state: z.enum(['pending', 'active', 'removed', 'deleted']),
    hasPassword: z.boolean(),
    failedSignIns: z.int(),
    lockedUntil: InstantView.nullable(),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'SignInData' });
export type SignInDataView = z.infer<typeof SignInDataView>;

export const toView = (credential: StoredCredential): SignInDataView => ({
  email: credential.emailKey,
  state: credential.state,
  hasPassword: credential.passwordHash !== null,
  failedSignIns: credential.failedSignIns,
  lockedUntil: credential.lockedUntil?.toISOString() ?? null,
  createdAt: credential.createdAt.toISOString(),
  updatedAt: credential.updatedAt.toISOString(),
});
