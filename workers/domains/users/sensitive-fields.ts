import * as z from 'zod';
import type { FieldCipher } from '#shared/field-encryption';
import type { UserId } from '#shared/ids';
import type { StoredUser } from './user.documents.ts';

const BankAccount = z.object({ accountNumber: z.string(), bankCode: z.string().nullable(), holderName: z.string() });
export type BankAccount = z.infer<typeof BankAccount>;

/** What is encrypted before it leaves this Worker (spec: section 4), in clear. */
export interface SensitiveFields {
  /** A personnummer or samordningsnummer, twelve digits. */
  socialSecurityNumber: string | null;
  bankAccount: BankAccount | null;
}

/** What an import kept of secrets that have no place here: together, in one field. */
export const LEGACY_SECRETS = 'legacy';

/** Where a ciphertext belongs: nowhere else can it be opened. */
export const place = (userId: UserId, field: keyof SensitiveFields | typeof LEGACY_SECRETS): string =>
  `users/${userId}/${field}`;

/** Encrypts both fields for this user: a ciphertext that is moved to another user or field cannot be opened. */
export async function seal(
  userId: UserId,
  { socialSecurityNumber, bankAccount }: SensitiveFields,
  cipher: FieldCipher,
) {
  const [sealedNumber, sealedAccount] = await Promise.all([
    socialSecurityNumber === null ? null : cipher.encrypt(socialSecurityNumber, place(userId, 'socialSecurityNumber')),
    bankAccount === null ? null : cipher.encrypt(JSON.stringify(bankAccount), place(userId, 'bankAccount')),
  ]);
  return { socialSecurityNumber: sealedNumber, bankAccount: sealedAccount };
}

/** The two fields of a user in clear; both null for somebody who is not crew. */
export async function unseal(user: StoredUser, cipher: FieldCipher): Promise<SensitiveFields> {
  const { socialSecurityNumber = null, bankAccount = null } = user.crew ?? {};
  const [openNumber, openAccount] = await Promise.all([
    socialSecurityNumber && cipher.decrypt(socialSecurityNumber, place(user._id, 'socialSecurityNumber')),
    bankAccount && cipher.decrypt(bankAccount, place(user._id, 'bankAccount')),
  ]);
  return {
    socialSecurityNumber: openNumber,
    bankAccount: openAccount === null ? null : BankAccount.parse(JSON.parse(openAccount)),
  };
}
