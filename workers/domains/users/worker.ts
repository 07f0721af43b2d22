import { serveEndpoints } from '#shared/endpoint';
import createUser from './commands/create-user.ts';
import deleteUser from './commands/delete-user.ts';
import eraseUser from './commands/erase-user.ts';
import reEncryptFields from './commands/re-encrypt-fields.ts';
import setAvailability from './commands/set-availability.ts';
import updateUser from './commands/update-user.ts';
import { depsFrom, type Env } from './deps.ts';
import exportUser from './queries/export-user.ts';
import getAvailability from './queries/get-availability.ts';
import getPermissions from './queries/get-permissions.ts';
import getUser from './queries/get-user.ts';
import listCompanyUsers from './queries/list-company-users.ts';
import listCrew from './queries/list-crew.ts';
import listUsers from './queries/list-users.ts';
import readSensitive from './queries/read-sensitive.ts';

export { UsersForColleagues } from './for-colleagues.ts';

export const users = serveEndpoints(
  'users',
  [
    createUser,
    listCrew,
    getUser,
    listUsers,
    listCompanyUsers,
    getPermissions,
    readSensitive,
    updateUser,
    deleteUser,
    exportUser,
    eraseUser,
    reEncryptFields,
    getAvailability,
    setAvailability,
  ],
  depsFrom,
);

export default { fetch: users.fetch } satisfies ExportedHandler<Env>;
