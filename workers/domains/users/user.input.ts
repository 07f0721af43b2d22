import * as z from 'zod';
import { enumInput, proficiency, USER_TYPE, UserType } from '#shared/enums';
import { Email, NewPassword, PhoneNumber, text } from '#shared/fields';
import { CustomerId } from '#shared/ids';
import { dayOf } from '#shared/instant';
import { personalNumberDigits } from './domain/personal-number.ts';
import { fullName } from './new-user.ts';

const SkillInput = z.strictObject({
  category: text(1, 50).meta({ example: 'Musician' }),
  skill: text(1, 50).meta({ example: 'Drums' }),
  yearsOfExperience: z
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(80, 'must be at most 80')
    .default(0),
  proficiency: enumInput(proficiency).nullable().default(null),
});

const PersonalNumberInput = z
  .string()
  .transform((typed, context) => {
    const digits = personalNumberDigits(typed, dayOf(new Date()));
    if (digits !== null) return digits;
    context.addIssue({ code: 'custom', message: 'must be a valid personnummer or samordningsnummer, YYMMDD-NNNN' });
    return z.NEVER;
  })
  .meta({ type: 'string', example: '811228-9874' });

/** Fewer digits than these would be known from the four that are shown. */
const LEAST_ACCOUNT_DIGITS = 6;

const BankAccountInput = z.strictObject({
  accountNumber: text(1, 42)
    .regex(/^[0-9A-Za-z][0-9A-Za-z -]*$/, 'must be an account number: digits, spaces and hyphens, or an IBAN')
    .refine(
      (typed) => typed.replaceAll(/\D/g, '').length >= LEAST_ACCOUNT_DIGITS,
      `must have at least ${LEAST_ACCOUNT_DIGITS} digits`,
    )
    .meta({ example: '8327-9 123 456 789' }),
  bankCode: text(1, 20).nullable().default(null),
  holderName: text(2, 150),
});

const PreferencesInput = z.strictObject({
  language: z.enum(['sv', 'en'], 'must be sv or en').default('sv'),
  emailNotifications: z.boolean().default(true),
});

export const CREW_ONLY = ['skills', 'references', 'socialSecurityNumber', 'bankAccount'] as const;

/** A new user. Which fields there may be follows from the kind; every problem is named at once. */
export const UserInput = z
  .strictObject({
    email: Email,
    password: NewPassword.optional().meta({ description: 'Absent: the person gets a mail to choose one' }),
    userType: UserType,
    customerId: CustomerId.nullable().default(null),
    firstName: text(2, 150).nullable().default(null),
    lastName: text(2, 150).nullable().default(null),
    name: text(2, 150).nullable().default(null).meta({ description: 'Crew go by this; others by both names above' }),
    phone: PhoneNumber.nullable().default(null),
    preferences: PreferencesInput.default({ language: 'sv', emailNotifications: true }),
    skills: z.array(SkillInput).max(100, 'must be at most 100').optional(),
    references: text(1, 4000).nullable().optional(),
    socialSecurityNumber: PersonalNumberInput.nullable().optional(),
    bankAccount: BankAccountInput.nullable().optional(),
  })
  .superRefine(
    (user, context) => {
      const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
      const { userType, customerId, firstName, lastName, name } = user;
      if (userType === USER_TYPE.crew) {
        if (name === null) problem('name', 'is required of crew');
      } else {
        if (firstName === null) problem('firstName', 'is required');
        if (lastName === null) problem('lastName', 'is required');
        if (name !== null && firstName !== null && lastName !== null && name !== fullName(firstName, lastName)) {
          problem('name', 'is made of firstName and lastName; only crew have one of their own');
        }
        for (const field of CREW_ONLY) if (user[field] !== undefined) problem(field, 'only crew have this');
      }
      if (userType === USER_TYPE.admin && customerId !== null) problem('customerId', 'an administrator has no company');
      if (userType !== USER_TYPE.admin && customerId === null) problem('customerId', 'is required');
    },
    // Also when some field is bad already, as long as it is known which fields there must be.
    {
      when: ({ value }) => z.object({ userType: UserType }).safeParse(value).success,
    },
  )
  .meta({
    example: {
      email: 'kim@example.com',
      userType: 3,
      customerId: '665f1c2ab8d4e3f6a7b8c9d0',
      name: 'Kim Trumslagare',
      phone: '070-123 45 67',
      skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 8, proficiency: 'Expert' }],
      socialSecurityNumber: '811228-9874',
      bankAccount: { accountNumber: '8327-9 123 456 789', bankCode: null, holderName: 'Kim Trumslagare' },
    },
  });
export type UserInput = z.infer<typeof UserInput>;

/** A change of a user: absent keeps, null clears. What may be empty, and who may set what, depends on the user. */
export const UserUpdate = z
  .strictObject({
    email: Email,
    userType: UserType.meta({ description: 'Only an administrator changes this' }),
    customerId: CustomerId.nullable().meta({ description: 'Only an administrator changes this' }),
    isActive: z.boolean().meta({ description: 'Only administrators and managers change this' }),
    firstName: text(2, 150).nullable(),
    lastName: text(2, 150).nullable(),
    name: text(2, 150).nullable().meta({ description: 'Crew go by this; others by both names above' }),
    phone: PhoneNumber.nullable(),
    preferences: z
      .strictObject({ language: z.enum(['sv', 'en'], 'must be sv or en'), emailNotifications: z.boolean() })
      .partial(),
    skills: z.array(SkillInput).max(100, 'must be at most 100').nullable(),
    references: text(1, 4000).nullable(),
    socialSecurityNumber: PersonalNumberInput.nullable(),
    bankAccount: BankAccountInput.nullable(),
  })
  .partial();
export type UserUpdate = z.infer<typeof UserUpdate>;
