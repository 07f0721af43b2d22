import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

/** Published with the reference implementation (P-H-C/phc-winner-argon2, src/test.c): "password", version 0x13. */
const WEAK = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
/** Made by OpenSSL's argon2id with our parameters over the salt "0123456789abcdef". */
const OURS = '$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0';
/** Published with bcrypt implementations: "abc" (jBCrypt), "U*U" (crypt_blowfish). */
const BCRYPT_ABC = '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i';
const BCRYPT_UU = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

describe('a password hash', () => {
  it.each([
    ['password', WEAK],
    ['correct horse battery staple', OURS],
    ['abc', BCRYPT_ABC],
    ['U*U', BCRYPT_UU],
    ['U*U', BCRYPT_UU.replace('$2a$', '$2b$')],
  ])('of %j verifies: %s', async (password, stored) => {
    expect(await verifyPassword(password, stored)).toBe(true);
    expect(await verifyPassword(`${password}.`, stored)).toBe(false);
  });

  it('is argon2id with 19 MiB, two passes, one lane, under a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('Lösenord 1'), hashPassword('Lösenord 1')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await verifyPassword('Lösenord 1', one)).toBe(true);
    expect(await verifyPassword('Losenord 1', one)).toBe(false);
  });

  it('is what another implementation makes of the same password and salt', async () => {
    const [, , , , salt = '', hash = ''] = (await hashPassword('åäö 🥁')).split('$');
    const made = argon2Sync('argon2id', {
      message: 'åäö 🥁',
      nonce: Buffer.from(salt, 'base64'),
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
    });
    expect(made.toString('base64').replace('=', '')).toBe(hash);
  });

  it('that is missing lets nobody in, after the work of a real one', async () => {
    const timeOf = async (stored: string | null) => {
      const from = performance.now();
      expect(await verifyPassword('guess', stored)).toBe(false);
      return performance.now() - from;
    };
    await timeOf(OURS);
    const [missing, wrong] = [await timeOf(null), await timeOf(OURS)];
    expect(missing).toBeGreaterThan(wrong / 3);
    expect(missing).toBeLessThan(wrong * 3);
  });

  it.each(['', 'password', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'])(
    'of an unknown kind is a fault of the store, not a wrong password: %j',
    async (stored) => {
      await expect(verifyPassword('password', stored)).rejects.toThrow('unknown kind');
    },
  );

  it('that asks for absurdly much work is refused before it is done', async () => {
    await expect(verifyPassword('password', OURS.replace('m=19456', 'm=999999'))).rejects.toThrow('unknown kind');
    await expect(verifyPassword('password', OURS.replace('t=2', 't=99'))).rejects.toThrow('unknown kind');
  });
});
