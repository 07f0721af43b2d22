import { serveEndpoints } from '#shared/endpoint';
import changePassword from './commands/change-password.ts';
import confirmPasswordReset from './commands/confirm-password-reset.ts';
import deleteSession from './commands/delete-session.ts';
import login from './commands/login.ts';
import logout from './commands/logout.ts';
import refreshSession from './commands/refresh-session.ts';
import register from './commands/register.ts';
import requestPasswordReset from './commands/request-password-reset.ts';
import validateToken from './commands/validate-token.ts';
import verifyEmail from './commands/verify-email.ts';
import { depsFrom, type Env } from './deps.ts';
import getClaims from './queries/get-claims.ts';
import listSessions from './queries/list-sessions.ts';

export { AuthForColleagues } from './for-colleagues.ts';

export const auth = serveEndpoints(
  'auth',
  [
    register,
    login,
    refreshSession,
    logout,
    validateToken,
    getClaims,
    listSessions,
    deleteSession,
    changePassword,
    requestPasswordReset,
    confirmPasswordReset,
    verifyEmail,
  ],
  depsFrom,
);

export default { fetch: auth.fetch } satisfies ExportedHandler<Env>;
