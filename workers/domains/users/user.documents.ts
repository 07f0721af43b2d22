import * as z from 'zod';
import { proficiency, storedEnum, UserType } from '#shared/enums';
import { EncryptedField } from '#shared/field-encryption';
import { CustomerId, UserId } from '#shared/ids';
import { drivingDocument, storedId } from '#shared/stored';

const StoredSkill = z.object({
  category: z.string(),
  skill: z.string(),
  yearsOfExperience: z.int(),
  proficiency: storedEnum(proficiency).nullable(),
});

/** A person who signs in: an administrator, a company’s manager, or crew. */
export const StoredUser = z.object({
  _id: storedId(UserId),
  ...drivingDocument,
  /** In lower case: addresses that differ in case are one. */
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  name: z.string(),
  /** `name` in lower case: what lists sort by and search in. */
  nameKey: z.string(),
  userType: UserType,
  /** The company; null for administrators, and for those who registered and were not linked to one yet. */
  customerId: storedId(CustomerId).nullable(),
  phone: z.string().nullable(),
  isActive: z.boolean(),
  emailVerified: z.boolean(),
  preferences: z.object({ language: z.enum(['sv', 'en']), emailNotifications: z.boolean() }),
  /** What only crew have; null for others. The two encrypted fields are readable in this Worker alone. */
  crew: z
    .object({
      skills: z.array(StoredSkill),
      references: z.string().nullable(),
      socialSecurityNumber: EncryptedField.nullable(),
      bankAccount: EncryptedField.nullable(),
    })
    .nullable(),
  /** True from the first write until the auth Worker has been told that this user stands. */
  credentialPending: z.boolean(),
  /** True from the write that shuts somebody out (inactive, deleted, another company or role) until auth has been told. */
  revocationPending: z.boolean().optional(),
  /**
   * What is being done with this user in several steps, of which only one goes on at a time: nothing else is changed
   * meanwhile. What stopped half-way is settled by the sweep.
   */
  underWay: z.enum(['email', 'deletion']).optional(),
  /** Of a deleted user who is being erased, or was: then nothing of the person is left. */
  erasure: z.enum(['underWay', 'done']).optional(),
  /** What an import kept of the old system's document; shown nowhere. Secrets in it only as ciphertext. */
  legacy: z.looseObject({ kept: z.looseObject({ sealed: EncryptedField.nullish() }).optional() }).optional(),
  /** False once deleted; the e-mail address is then free again. */
  live: z.boolean(),
});
export type StoredUser = z.infer<typeof StoredUser>;
