import { createHash } from 'node:crypto';
import { BCRYPT } from './from-credential.ts';
import { Giving, type GivenBack } from './given-back.ts';
import type { LegacyCredential } from './legacy-documents.ts';

/** How a person signs in here, as far as the old system could know it. */
export interface SignInHere {
  userId: string;
  email: string;
  passwordHash: string | null;
}

/**
 * What an old credential must be given so that this person signs in there. A password that was chosen here is hashed as the
 * old system cannot verify: neither it nor the one before opens the old system, and somebody sets one there.
 *
 * @param emailBefore the person's address in the old system
 * @param old null where there is none
 */
export function toCredential(
  { userId, email, passwordHash }: SignInHere,
  emailBefore: string,
  old: LegacyCredential | null,
): GivenBack {
  const giving = new Giving();
  const hashThen = old?.passwordHash && BCRYPT.test(old.passwordHash) ? old.passwordHash : null;
  const isGood = passwordHash !== null && BCRYPT.test(passwordHash);
  // Some were found by their person's id, under another address: that is for the old system to mend.
  giving.unless(old !== null && (emailBefore === email || old.email?.toLowerCase() === email), { email });
  // Since 2026-02-24 the old system names no user there, and finds him by his address.
  giving.unless(old !== null && (old.userId === null || old.userId === userId), { userId });
  giving.unless(old !== null && hashThen === passwordHash, {
    passwordHash: isGood ? passwordHash : lockedHash(passwordHash ?? userId),
    // Whoever signed in with the password before is signed out.
    refreshToken: null,
    refreshTokenExpiry: null,
  });
  if (!isGood && 'passwordHash' in giving.set) {
    giving.notHeld.push(
      passwordHash === null
        ? 'has not chosen a password: one is to be set there'
        : 'chose a password here, which the old system cannot verify: one is to be set there',
    );
  }
  return giving;
}

const BCRYPT_LETTERS = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A bcrypt hash that no known password has: well formed, so that the old system says no, and the same at every run. */
function lockedHash(from: string): string {
  const bytes = createHash('sha512').update(`locked\n${from}`).digest();
  const letters = [...bytes.subarray(0, 51)].map((byte) => BCRYPT_LETTERS[byte % BCRYPT_LETTERS.length]).join('');
  // The last letter of the salt and of the digest carries two and four bits: a dot is zero in both.
  return `$2a$12$${letters.slice(0, 21)}.${letters.slice(21)}.`;
}
