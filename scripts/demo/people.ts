import { USER_TYPE, type Proficiency } from '#shared/enums';
import type { UserId } from '#shared/ids';
import { newCredential } from '../../workers/domains/auth/new-credential.ts';
import type { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import type { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { newUser } from '../../workers/domains/users/new-user.ts';
import { crewCompanyId, organizerId } from './companies.ts';
import { demoId } from './demo-id.ts';

export const adminId = demoId<UserId>(10);
export const organizersManagerId = demoId<UserId>(11);
const crewCompanysManagerId = demoId<UserId>(12);
export const drummerId = demoId<UserId>(20);
export const guitaristId = demoId<UserId>(21);
export const mixerId = demoId<UserId>(23);

/** The administrator comes last: whoever finds them knows that everything else is there. */
const managers = [
  [organizersManagerId, 'organizer', 'Olle', 'Öberg', USER_TYPE.customer, organizerId],
  [crewCompanysManagerId, 'crewcompany', 'Cilla', 'Ceder', USER_TYPE.customer, crewCompanyId],
  [adminId, 'admin', 'Ada', 'Admin', USER_TYPE.admin, null],
] as const;

const crew: readonly [UserId, string, string, [string, string, number, Proficiency][]][] = [
  [drummerId, 'crew', 'Kim Trumslagare', [['Musician', 'Drums', 12, 'Expert']]],
  [
    guitaristId,
    'gitarr',
    'Gabriel Ek',
    [
      ['Musician', 'Guitar', 7, 'Advanced'],
      ['Musician', 'Vocals', 3, 'Intermediate'],
    ],
  ],
  [demoId<UserId>(22), 'sang', 'Sanna Åkesson', [['Musician', 'Vocals', 15, 'Expert']]],
  [
    mixerId,
    'mixer',
    'Mira Lind',
    [
      ['Technician', 'Mixing', 9, 'Expert'],
      ['Technician', 'Lighting', 4, 'Intermediate'],
    ],
  ],
  [demoId<UserId>(24), 'ljus', 'Leo Ljung', [['Technician', 'Lighting', 6, 'Advanced']]],
  [demoId<UserId>(25), 'rigg', 'Rasmus Högberg', [['Technician', 'Rigging', 11, 'Expert']]],
];

const settled = { credentialPending: false, outbox: [], emailVerified: true };
const emailOf = (name: string): string => `${name}@thenorsound.example`;

/** Everybody in the demo, the administrator last. */
export function demoPeople(now: Date): StoredUser[] {
  const members = crew.map(([id, email, name, skills]) => ({
    ...newUser(
      id,
      {
        email: emailOf(email),
        firstName: null,
        lastName: null,
        name,
        userType: USER_TYPE.crew,
        customerId: crewCompanyId,
      },
      now,
      {
        skills: skills.map(([category, skill, yearsOfExperience, proficiency]) => ({
          category,
          skill,
          yearsOfExperience,
          proficiency,
        })),
        references: null,
        socialSecurityNumber: null,
        bankAccount: null,
      },
    ),
    ...settled,
  }));
  const others = managers.map(([id, email, firstName, lastName, userType, customerId]) => ({
    ...newUser(id, { email: emailOf(email), firstName, lastName, name: null, userType, customerId }, now),
    ...settled,
  }));
  return [...members, ...others];
}

/** What they sign in with: one password for all. */
export const demoCredentials = (people: readonly StoredUser[], passwordHash: string, now: Date): StoredCredential[] =>
  people.map(({ _id, email }) => {
    const { unsettledSince: _settled, ...credential } = newCredential(
      { userId: _id, emailKey: email, passwordHash, registration: null },
      now,
    );
    return { ...credential, state: 'active' };
  });
