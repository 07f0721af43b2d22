import { serveEndpoints } from '#shared/endpoint';
import login from './commands/login.ts';
import logout from './commands/logout.ts';
import refreshSession from './commands/refresh-session.ts';
import register from './commands/register.ts';
import validateToken from './commands/validate-token.ts';
import { depsFrom, type Env } from './deps.ts';
import getClaims from './queries/get-claims.ts';

export { AuthForColleagues } from './for-colleagues.ts';

export const auth = serveEndpoints(
  'auth',
  [register, login, refreshSession, logout, validateToken, getClaims],
  depsFrom,
);

export default { fetch: auth.fetch } satisfies ExportedHandler<Env>;
