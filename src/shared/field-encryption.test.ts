import { describe, expect, it } from 'vitest';
import { fieldCipher } from './field-encryption.ts';

const key = (byte: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
const configured = (current: string, keys: Record<string, string>) => JSON.stringify({ current, keys });
const cipher = fieldCipher(configured('k1', { k1: key(1) }));
const place = 'users/665f1c2ab8d4e3f6a7b8c9d0/bankAccount';

describe('an encrypted field', () => {
  it('opens again, in its place, and names its key', async () => {
    const sealed = await cipher.encrypt('811228-9874 åäö', place);
    expect(sealed.keyId).toBe('k1');
    expect(JSON.stringify(sealed)).not.toContain('811228');
    expect(await cipher.decrypt(sealed, place)).toBe('811228-9874 åäö');
  });

  it('is never the same twice', async () => {
    const [once, again] = [await cipher.encrypt('same', place), await cipher.encrypt('same', place)];
    expect(once.nonce).not.toBe(again.nonce);
    expect(once.ciphertext).not.toBe(again.ciphertext);
  });

  it('does not open where it was moved to: another user, another field', async () => {
    const sealed = await cipher.encrypt('secret', place);
    await expect(cipher.decrypt(sealed, 'users/665f1c2ab8d4e3f6a7b8c9d0/socialSecurityNumber')).rejects.toThrow(
      'operation',
    );
    await expect(cipher.decrypt(sealed, 'users/665f1c2ab8d4e3f6a7b8c9d1/bankAccount')).rejects.toThrow('operation');
  });

  it('does not open when it was altered', async () => {
    const sealed = await cipher.encrypt('secret', place);
    const first = sealed.ciphertext.startsWith('A') ? 'B' : 'A';
    await expect(
      cipher.decrypt({ ...sealed, ciphertext: `${first}${sealed.ciphertext.slice(1)}` }, place),
    ).rejects.toThrow('operation');
  });

  it('of an old key opens while that key is configured, and new ones take the current key', async () => {
    const old = await cipher.encrypt('secret', place);
    const rotated = fieldCipher(configured('k2', { k1: key(1), k2: key(2) }));
    expect(await rotated.decrypt(old, place)).toBe('secret');
    expect((await rotated.encrypt('secret', place)).keyId).toBe('k2');
    const withoutOld = fieldCipher(configured('k2', { k2: key(2) }));
    await expect(withoutOld.decrypt(old, place)).rejects.toThrow('FIELD_KEYS has no key "k1"');
  });

  it('takes keys in base64url as well', async () => {
    const bytes = btoa(String.fromCharCode(...new Uint8Array(32).fill(251)));
    const url = bytes.replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
    const sealed = await fieldCipher(configured('k1', { k1: url })).encrypt('secret', place);
    expect(await fieldCipher(configured('k1', { k1: bytes })).decrypt(sealed, place)).toBe('secret');
  });
});

describe('the keys', () => {
  it.each([
    [undefined, 'is not set'],
    ['', 'is not set'],
    ['{"current"', 'is not valid JSON'],
    ['{"current":"k1"}', 'must be { "current"'],
    [configured('k2', { k1: key(1) }), 'must be { "current"'],
    [configured('k1', { k1: btoa('too short') }), 'must be 32 bytes in base64'],
    [configured('k1', { k1: 'not base64!' }), 'must be 32 bytes in base64'],
  ])('%s are refused at once, without being shown', (secret, message) => {
    expect(() => fieldCipher(secret)).toThrow(message);
  });
});
