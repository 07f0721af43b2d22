import { USER_TYPE, type UserType } from '../../src/shared/enums.ts';
import type { FieldCipher } from '../../src/shared/field-encryption.ts';
import { Email, PhoneNumber } from '../../src/shared/fields.ts';
import type { CustomerId, UserId } from '../../src/shared/ids.ts';
import { dayOf } from '../../src/shared/instant.ts';
import { searchKey } from '../../src/shared/text-search.ts';
import { personalNumberDigits } from '../../workers/domains/users/domain/personal-number.ts';
import { LEGACY_SECRETS, place, seal } from '../../workers/domains/users/sensitive-fields.ts';
import type { StoredUser } from '../../workers/domains/users/user.documents.ts';
import { CATEGORIES, LEVELS, type LegacyUser } from './legacy-documents.ts';
import type { Taken } from './taken.ts';

/** What the import knows of a company when it meets its people. */
export interface KnownCompany {
  /** Where the company stands now: another id where it was merged into a duplicate. */
  id: CustomerId;
  isCrewCompany: boolean;
}

export interface TakenUser {
  user: StoredUser;
  /** What has no place in the new document, for the way back. Personal numbers and accounts only as ciphertext. */
  kept: Record<string, unknown>;
}

/** An old role: 4 and 5 are what 2 and 3 were called before 2026-02-21 (spec: legacy documents, section 2). */
export function userTypeOf(role: number, company: Pick<KnownCompany, 'isCrewCompany'> | null): UserType | null {
  if (role === 1) return USER_TYPE.admin;
  if (role === 2 || role === 4) return USER_TYPE.customer;
  if (role !== 3 && role !== 5) return null;
  return company?.isCrewCompany ? USER_TYPE.crew : USER_TYPE.customer;
}

/**
 * An old user as the new document (spec: decisions for the import).
 *
 * @param company the user's company as it was imported; null where there is none
 * @param keepsEmail false where a newer active user has the same address: this one is imported as deleted
 */
export async function fromUser(
  old: LegacyUser,
  company: KnownCompany | null,
  keepsEmail: boolean,
  cipher: FieldCipher,
  now: Date,
): Promise<Taken<TakenUser>> {
  const warnings: string[] = [];
  const email = Email.safeParse(old.email ?? '').data;
  if (email === undefined) return { refused: 'has no valid e-mail address' };
  const userType = userTypeOf(old.role, company);
  if (userType === null) return { refused: `role ${old.role} is unknown` };
  const isMissingCompany = userType !== USER_TYPE.admin && company === null;
  if (isMissingCompany) warnings.push('the company is not there: imported inactive, without a company');
  if (!keepsEmail) warnings.push('a newer active user has the same e-mail address: imported as deleted');

  const isCrew = userType === USER_TYPE.crew;
  const name = [old.firstName, old.lastName].filter((part) => part !== null).join(' ') || email;
  if (old.firstName === null || old.lastName === null) warnings.push('has no first or no last name');
  const phone = old.phone === null ? null : (PhoneNumber.safeParse(old.phone).data ?? null);
  if (old.phone !== null && phone === null)
    warnings.push('the phone number is not valid and stays with the old document');

  const number = old.ssn === null ? null : personalNumberDigits(old.ssn, dayOf(now));
  if (old.ssn !== null && number === null)
    warnings.push('the personal number is not valid: kept encrypted, shown nowhere');
  if (!isCrew && (old.ssn ?? old.bankAccount) !== null) {
    warnings.push('not crew, but has a personal number or a bank account: kept encrypted, shown nowhere');
  }
  const id = old._id as UserId;
  const account =
    old.bankAccount === null ? null : { accountNumber: old.bankAccount, bankCode: old.bank, holderName: name };
  const crew = isCrew
    ? {
        skills: skillsOf(old, warnings),
        references: referencesOf(old),
        ...(await seal(id, { socialSecurityNumber: number, bankAccount: account }, cipher)),
      }
    : null;

  const user: StoredUser = {
    _id: id,
    version: 1,
    createdAt: old.createdAt,
    updatedAt: old.updatedAt ?? old.createdAt,
    outbox: [],
    email,
    firstName: old.firstName,
    lastName: old.lastName,
    name,
    nameKey: searchKey(name),
    userType,
    customerId: userType === USER_TYPE.admin ? null : (company?.id ?? null),
    phone,
    isActive: (old.isActive ?? true) && !isMissingCompany && keepsEmail,
    // They have been receiving mail at it for as long as the old system ran.
    emailVerified: true,
    preferences: { language: 'sv', emailNotifications: true },
    crew,
    credentialPending: false,
    live: keepsEmail,
  };
  const { occupation, about, image, address, city, zip, co, isEmployee, role } = old;
  const kept = {
    role,
    occupation,
    about,
    image,
    address,
    city,
    zip,
    co,
    isEmployee,
    phone: phone === null ? old.phone : null,
  };
  // What the new document holds is not kept twice.
  const secrets = {
    ssn: isCrew && number !== null ? null : old.ssn,
    bank: account !== null && isCrew ? null : old.bank,
    bankAccount: isCrew ? null : old.bankAccount,
  };
  const hasSecrets = Object.values(secrets).some((secret) => secret !== null);
  const sealed = hasSecrets ? await cipher.encrypt(JSON.stringify(secrets), place(id, LEGACY_SECRETS)) : null;
  return { taken: { user, kept: { ...kept, sealed } }, warnings };
}

export const referencesOf = ({ previousJobs }: LegacyUser): string | null =>
  previousJobs.length === 0 ? null : previousJobs.join('\n').slice(0, 4000);

function skillsOf({ skills }: LegacyUser, warnings: string[]): NonNullable<StoredUser['crew']>['skills'] {
  for (const { category, skill } of skills) {
    if (CATEGORIES[category] === undefined || LEVELS[skill] === undefined)
      warnings.push(`a skill is unknown (category ${category}, level ${skill}) and was left out`);
  }
  return skillsIn(skills).map((skill) => ({ ...skill, yearsOfExperience: 0, proficiency: null }));
}

/** The skills that are known, in the old system's words. */
export const skillsIn = (skills: LegacyUser['skills']): { category: string; skill: string }[] =>
  skills.flatMap(({ category, skill }) => {
    const [named, level] = [CATEGORIES[category], LEVELS[skill]];
    return named === undefined || level === undefined ? [] : [{ category: named, skill: level }];
  });
