import * as z from 'zod';

/** A field as it is stored: which key, the nonce and the ciphertext with its tag, both in base64. */
export const EncryptedField = z.object({ keyId: z.string(), nonce: z.string(), ciphertext: z.string() });
export type EncryptedField = z.infer<typeof EncryptedField>;

export interface FieldCipher {
  /** The key that encrypts; the others only open. */
  readonly currentKeyId: string;
  /** Encrypts a text for one place (`users/<id>/<field>`) with the current key. */
  encrypt(text: string, place: string): Promise<EncryptedField>;
  /** The text. Throws where the key is not configured, or the field was altered or moved from its place. */
  decrypt(field: EncryptedField, place: string): Promise<string>;
}

const FieldKeys = z
  .object({ current: z.string(), keys: z.record(z.string(), z.string()) })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), 'the current key is not among the keys');

/** 32 bytes in either alphabet of base64, padded or not. */
const KEY_TEXT = /^[0-9A-Za-z+/_-]{43}=?$/;
const NONCE_BYTES = 12;

/**
 * AES-256-GCM over single fields (NIST SP 800-38D: a random 96-bit nonce for each encryption), bound to their place by
 * the associated data. Keys rotate: what an old key encrypted opens as long as that key is configured.
 *
 * @param configured the secret FIELD_KEYS: `{ "current": "k1", "keys": { "k1": "<32 bytes in base64 or base64url>" } }`
 */
export function fieldCipher(configured: string | undefined): FieldCipher {
  const { current, keys } = parsed(configured);
  return {
    currentKeyId: current,
    async encrypt(text, place) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const ciphertext = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(place) },
        await keyNamed(current),
        new TextEncoder().encode(text),
      );
      return { keyId: current, nonce: toBase64(nonce), ciphertext: toBase64(new Uint8Array(ciphertext)) };
    },
    async decrypt({ keyId, nonce, ciphertext }, place) {
      const text = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: fromBase64(nonce), additionalData: new TextEncoder().encode(place) },
        await keyNamed(keyId),
        fromBase64(ciphertext),
      );
      return new TextDecoder().decode(text);
    },
  };

  function keyNamed(keyId: string): Promise<CryptoKey> {
    const bytes = keys.get(keyId);
    if (bytes === undefined) throw new Error(`FIELD_KEYS has no key ${JSON.stringify(keyId)}`);
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }
}

/** Throws, without showing any of it, where the secret is missing or not what it must be. */
function parsed(configured: string | undefined): { current: string; keys: Map<string, Uint8Array<ArrayBuffer>> } {
  if (configured === undefined || configured === '') {
    throw new Error('The secret FIELD_KEYS is not set: personal data cannot be encrypted');
  }
  let json: unknown;
  try {
    json = JSON.parse(configured);
  } catch {
    // The parser's message would quote the secret.
    throw new Error('The secret FIELD_KEYS is not valid JSON');
  }
  const shape = FieldKeys.safeParse(json);
  if (!shape.success) throw new Error('The secret FIELD_KEYS must be { "current": id, "keys": { id: base64 } }');
  const keys = Object.entries(shape.data.keys).map(([id, text]) => {
    if (!KEY_TEXT.test(text)) throw new Error(`The key ${JSON.stringify(id)} in FIELD_KEYS must be 32 bytes in base64`);
    return [id, fromBase64(text)] as const;
  });
  return { current: shape.data.current, keys: new Map(keys) };
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
