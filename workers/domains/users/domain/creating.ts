import type { Role } from '#shared/actor';
import { USER_TYPE, type UserType } from '#shared/enums';

const creatable: Readonly<Record<Role, readonly UserType[]>> = {
  admin: [USER_TYPE.admin, USER_TYPE.customer, USER_TYPE.crew],
  organizer: [USER_TYPE.customer],
  crewCompany: [USER_TYPE.customer, USER_TYPE.crew],
  crew: [],
  unlinked: [],
};

/** Whether a role creates users of this kind (spec: section 4, `POST /api/users`). */
export const mayCreate = (role: Role, userType: UserType): boolean => creatable[role].includes(userType);
