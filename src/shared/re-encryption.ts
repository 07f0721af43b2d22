import type { Query } from './documents.ts';
import type { EncryptedField, FieldCipher } from './field-encryption.ts';

/** Filters for documents whose field at `path` another key than the current one holds: two ranges, as indexes like it. */
export const underOtherKeys = (path: string, { currentKeyId }: FieldCipher): Query[] => [
  { [`${path}.keyId`]: { $lt: currentKeyId } },
  { [`${path}.keyId`]: { $gt: currentKeyId } },
];

/** The same text under the current key, for the same place. */
export const reencrypted = async (field: EncryptedField, place: string, cipher: FieldCipher): Promise<EncryptedField> =>
  cipher.encrypt(await cipher.decrypt(field, place), place);
