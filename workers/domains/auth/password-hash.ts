import { argon2id } from '@noble/hashes/argon2.js';
import { compare as compareBcrypt } from 'bcryptjs';
import { turns } from './in-turn.ts';

/** Argon2id at OWASP's recommended minimum (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a stored hash may ask for at most: beyond this it is no hash of ours, and would only keep the Worker busy. */
const MOST_MEMORY_KIB = 4 * MEMORY_KIB;
const MOST_PASSES = 10;
/** For how long a password waits while others are checked: what then follows has to end within the gateway's 9.9 s. */
const inTurn = turns(8_000);

/**
 * Stands in for the hash that is missing, so that an unknown email costs what a wrong password costs. Its hash part is
 * all zeros, which no password is known to give.
 */
const NOBODYS_HASH = phc(MEMORY_KIB, PASSES, LANES, new Uint8Array(SALT_BYTES), new Uint8Array(HASH_BYTES));

/** A password as it is stored: a PHC string of argon2id under a salt of its own. Takes about 200 ms of CPU. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const hash = await inTurn(() => argon2id(password, salt, { m: MEMORY_KIB, t: PASSES, p: LANES, dkLen: HASH_BYTES }));
  return phc(MEMORY_KIB, PASSES, LANES, salt, hash);
}

/**
 * Whether this is the password behind a stored hash: argon2id, or bcrypt (`$2a$`, `$2b$`) from an import. Does the work of
 * a comparison also where there is no hash. Throws on a hash of an unknown kind.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  if (stored === null) {
    await verifyArgon2id(password, NOBODYS_HASH);
    return false;
  }
  if (/^\$2[ab]\$/.test(stored)) return compareBcrypt(password, stored);
  return verifyArgon2id(password, stored);
}

async function verifyArgon2id(password: string, stored: string): Promise<boolean> {
  const { memoryKib, passes, lanes, salt, hash } = parsePhc(stored);
  const options = { m: memoryKib, t: passes, p: lanes, dkLen: hash.length };
  return sameBytes(await inTurn(() => argon2id(password, salt, options)), hash);
}

/** The PHC string format (https://github.com/P-H-C/phc-string-format): standard base64 without padding. */
function phc(memoryKib: number, passes: number, lanes: number, salt: Uint8Array, hash: Uint8Array): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${toBase64(salt)}$${toBase64(hash)}`;
}

function parsePhc(stored: string) {
  const form = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
  const [, memory, passes, lanes, salt, hash] = form.exec(stored) ?? [];
  const memoryKib = Number(memory);
  if (salt === undefined || hash === undefined || memoryKib > MOST_MEMORY_KIB || Number(passes) > MOST_PASSES) {
    throw new Error('A stored password hash is of an unknown kind');
  }
  return { memoryKib, passes: Number(passes), lanes: Number(lanes), salt: fromBase64(salt), hash: fromBase64(hash) };
}

/** Compares in a time that does not depend on where the difference is. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [place, byte] of a.entries()) difference |= byte ^ (b[place] ?? 0);
  return difference === 0;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
