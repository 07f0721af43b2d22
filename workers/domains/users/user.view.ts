import * as z from 'zod';
import { enumView, proficiency, UserType } from '#shared/enums';
import { CustomerId, UserId } from '#shared/ids';
import { InstantView } from '#shared/instant';
import { maskedAccountNumber, maskedPersonalNumber } from './domain/masks.ts';
import type { SensitiveFields } from './sensitive-fields.ts';
import type { StoredUser } from './user.documents.ts';

const SkillView = z.object({
  category: z.string(),
  skill: z.string(),
  yearsOfExperience: z.int(),
  proficiency: enumView(proficiency).nullable(),
});

const BankAccountView = z.object({
  accountNumber: z.string().meta({ example: '****6789', description: 'All but the last four digits are hidden' }),
  bankCode: z.string().nullable(),
  holderName: z.string(),
});

/** Crew who are seen by an organizer: without what only the person and the own company need to know. */
export const CrewProfileView = z
  .object({
    id: UserId,
    firstName: z.string().nullable().meta({ example: 'Anna' }),
    lastName: z.string().nullable().meta({ example: 'Åberg' }),
    name: z.string().meta({ example: 'Anna Åberg' }),
    userType: UserType,
    customerId: CustomerId.nullable(),
    isActive: z.boolean(),
    emailVerified: z.boolean(),
    preferences: z.object({ language: z.enum(['sv', 'en']), emailNotifications: z.boolean() }),
    createdAt: InstantView,
    updatedAt: InstantView,
    skills: z.array(SkillView).optional().meta({ description: 'Only of crew' }),
    references: z.string().nullable().optional().meta({ description: 'Only of crew' }),
  })
  .meta({ id: 'CrewProfile' });
type CrewProfileView = z.infer<typeof CrewProfileView>;

export const UserView = CrewProfileView.extend({
  email: z.string().meta({ example: 'anna@example.com' }),
  phone: z.string().nullable().meta({ example: '070-123 45 67' }),
  socialSecurityNumber: z.string().nullable().optional().meta({
    example: '811228-****',
    description: 'Only of crew; the last four digits are hidden',
  }),
  bankAccount: BankAccountView.nullable().optional().meta({ description: 'Only of crew' }),
}).meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

/** A person as the person, the own company and administrators see them. */
export function toView(user: StoredUser, sensitive: SensitiveFields): UserView {
  return {
    ...toCrewProfileView(user),
    email: user.email,
    phone: user.phone,
    ...(user.crew && {
      socialSecurityNumber:
        sensitive.socialSecurityNumber === null ? null : maskedPersonalNumber(sensitive.socialSecurityNumber),
      bankAccount: sensitive.bankAccount && {
        accountNumber: maskedAccountNumber(sensitive.bankAccount.accountNumber),
        bankCode: sensitive.bankAccount.bankCode,
        holderName: sensitive.bankAccount.holderName,
      },
    }),
  };
}

/** A person as an organizer who may book them sees them. */
export function toCrewProfileView(user: StoredUser): CrewProfileView {
  return {
    id: user._id,
    firstName: user.firstName,
    lastName: user.lastName,
    name: user.name,
    userType: user.userType,
    customerId: user.customerId,
    isActive: user.isActive,
    emailVerified: user.emailVerified,
    preferences: {
      language: user.preferences.language,
      emailNotifications: user.preferences.emailNotifications,
    },
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
    ...(user.crew && {
      skills: user.crew.skills.map((skill) => ({
        category: skill.category,
        skill: skill.skill,
        yearsOfExperience: skill.yearsOfExperience,
        proficiency: skill.proficiency,
      })),
      references: user.crew.references,
    }),
  };
}
