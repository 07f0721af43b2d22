import { Int32 } from 'bson';
import { USER_TYPE, type CustomerType } from '../../src/shared/enums.ts';
import type { UserId } from '../../src/shared/ids.ts';
import type { Day } from '../../src/shared/instant.ts';
import { personalNumberDigits, shownPersonalNumber } from '../../workers/domains/users/domain/personal-number.ts';
import type { SensitiveFields } from '../../workers/domains/users/sensitive-fields.ts';
import type { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { referencesOf, skillsIn, userTypeOf } from './from-user.ts';
import { Giving, type GivenBack } from './given-back.ts';
import { levelNumber, categoryNumber, CATEGORIES, LEVELS, LegacyUser } from './legacy-documents.ts';

/** A user as the old system has it, and what the import makes of that. */
export interface UserBefore {
  old: LegacyUser;
  imported: StoredUser;
  /** The old document's skills with their BSON types. */
  exactSkills: readonly unknown[];
}

/** Of the old document's secrets, those that the import could only keep. */
export interface KeptSecrets {
  ssn: string | null;
  bankAccount: string | null;
}

/**
 * What an old user document must be given to say what this user is (the import's decisions, backwards).
 *
 * @param company the user's company as it is here; null where there is none
 * @param before null for a user who is not there
 */
export function toUser(
  user: StoredUser,
  { socialSecurityNumber, bankAccount, kept }: SensitiveFields & { kept: KeptSecrets },
  company: { customerType: CustomerType } | null,
  before: UserBefore | null,
  today: Day,
): GivenBack {
  const { old, imported: then } = before ?? {};
  const giving = new Giving();
  giving.unless(then?.email === user.email, { email: user.email });
  const sameNames = then?.firstName === user.firstName && then.lastName === user.lastName && then.name === user.name;
  giving.unless(sameNames, namesOf(user));

  const isCrewCompany = company?.customerType === 2;
  const sameRole = old !== undefined && userTypeOf(old.role, company && { isCrewCompany }) === user.userType;
  giving.unless(sameRole, { role: new Int32(roleOf(user)) });
  const sameCompany = then !== undefined && then.customerId === user.customerId;
  giving.unless(sameCompany, {
    customerId: user.customerId ?? '',
    customerType: new Int32(company?.customerType ?? 0),
  });
  giving.unless(then !== undefined && then.phone === user.phone, { phone: user.phone });
  const isActive = user.isActive && user.live;
  // Who had no company was imported inactive; with another company that excuse is gone.
  const activeThen = sameCompany ? then.isActive : old && (old.isActive ?? true);
  giving.unless(activeThen === isActive, { isActive });

  if (user.crew) giveCrew(giving, user.crew, before);
  else if (!old) Object.assign(giving.set, { previousJobs: [], skills: null });

  // What could not be taken was kept as it was, and stays there until there is something else here.
  const numberThen = then?.crew && old?.ssn ? personalNumberDigits(old.ssn, today) : null;
  const sameNumber = numberThen === socialSecurityNumber || (kept.ssn !== null && socialSecurityNumber === null);
  giving.unless(old !== undefined && sameNumber, {
    ssn: socialSecurityNumber && shownPersonalNumber(socialSecurityNumber),
  });
  const accountThen = then?.crew && old?.bankAccount ? { number: old.bankAccount, bank: old.bank } : null;
  const account = bankAccount && { number: bankAccount.accountNumber, bank: bankAccount.bankCode };
  const accountStays = old !== undefined && account === null && (accountThen === null || kept.bankAccount !== null);
  giving.unless(accountStays || (account !== null && accountThen?.number === account.number), {
    bankAccount: account?.number ?? null,
  });
  giving.unless(accountStays || (account !== null && accountThen !== null && accountThen.bank === account.bank), {
    bank: account?.bank ?? null,
  });
  if (bankAccount && bankAccount.holderName !== user.name) {
    giving.notHeld.push('the holder of the account is somebody with another name');
  }
  const { language, emailNotifications } = user.preferences;
  if (language !== 'sv' || !emailNotifications) giving.notHeld.push('what the person prefers (language, mails)');

  if (old) return giving;
  const unsaid = ['occupation', 'about', 'image', 'address', 'city', 'zip', 'co', 'isEmployee'];
  return {
    set: { ...Object.fromEntries(unsaid.map((field) => [field, null])), ...giving.set },
    notHeld: giving.notHeld,
  };
}

function giveCrew(giving: Giving, crew: NonNullable<StoredUser['crew']>, before: UserBefore | null): void {
  giving.unless(before !== null && referencesOf(before.old) === crew.references, {
    previousJobs: (crew.references ?? '').split('\n').filter((line) => line.trim() !== ''),
  });
  const key = ({ category, skill }: { category: string; skill: string }) => `${category}\n${skill}`;
  const skillsThen = skillsIn(before?.old.skills ?? []).map(key);
  giving.unless(before !== null && skillsThen.join('\n\n') === crew.skills.map(key).join('\n\n'), {
    skills: skillsOf(crew, before),
  });
  for (const { category, skill, yearsOfExperience, proficiency } of crew.skills) {
    if (categoryNumber(category) === undefined || levelNumber(skill) === undefined) {
      giving.notHeld.push(`the skill "${category}, ${skill}" has no number there`);
    } else if (yearsOfExperience !== 0 || proficiency !== null) {
      giving.notHeld.push(`years or proficiency of the skill "${category}, ${skill}"`);
    }
  }
}

/** The numbers of the skills that have some; those that the import left out stay. */
function skillsOf({ skills }: NonNullable<StoredUser['crew']>, before: UserBefore | null): unknown[] {
  const there = (before?.old.skills ?? []).map((skill, place) => ({ ...skill, exact: before?.exactSkills[place] }));
  const notTaken = there.filter(({ category, skill }) => !CATEGORIES[category] || !LEVELS[skill]);
  const numbers = skills.map(({ category, skill }) => [categoryNumber(category), levelNumber(skill)] as const);
  return [
    ...notTaken.map(({ exact }) => exact),
    ...numbers.flatMap(([category, skill]) => {
      if (category === undefined || skill === undefined) return [];
      const same = there.find((one) => one.category === category && one.skill === skill);
      return [same?.exact ?? { category: new Int32(category), skill: new Int32(skill) }];
    }),
  ];
}

/** First and last names as the old system wants them; crew may go by a name of their own. */
function namesOf({ userType, name, firstName, lastName }: StoredUser): { firstName: string; lastName: string } {
  const inFull = [firstName, lastName].filter((part) => part !== null).join(' ');
  if (userType !== USER_TYPE.crew || inFull === name) return { firstName: firstName ?? '', lastName: lastName ?? '' };
  const [first = '', ...rest] = name.split(' ');
  return { firstName: first, lastName: rest.join(' ') };
}

/** A company's manager is 2; the difference between 2 and 3 inside an organizer was not taken. */
const roleOf = ({ userType }: StoredUser): number => ({ 1: 1, 2: 2, 3: 3 })[userType];

/** What versions of the old system before 2026-02-19 wrote; today's cannot read it. */
const OUTDATED = ['userType', 'costPerHour'];

/**
 * A person who was erased here is erased there: what an old user document is then given, and which of its fields go. The id
 * stays, for the slots that name it.
 */
export function erasedUser(
  id: UserId,
  document: Readonly<Record<string, unknown>>,
): {
  set: Record<string, unknown>;
  unset: string[];
} {
  const known = Object.keys(LegacyUser.shape).filter((field) => !OUTDATED.includes(field));
  const nothing = ['occupation', 'about', 'skills', 'image', 'phone', 'ssn', 'address', 'city', 'zip', 'co'];
  return {
    set: {
      // Nobody has it (RFC 2606, section 2). Without any, an import would take neither the person nor the slots that name the id.
      email: `${id}@erased.invalid`,
      firstName: 'Erased',
      lastName: 'person',
      ...Object.fromEntries([...nothing, 'bank', 'bankAccount', 'isEmployee'].map((field) => [field, null])),
      previousJobs: [],
      isActive: false,
    },
    // Whatever it is, it is about the person.
    unset: Object.keys(document).filter((field) => !known.includes(field)),
  };
}
