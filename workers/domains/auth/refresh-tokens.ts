import { base64url } from 'jose';
import type { SessionId } from '#shared/ids';
import { partsOf, sealedPart, toToken, type TokenName } from './domain/refresh-token.ts';

/** Makes and recognises refresh tokens under a secret key. */
export interface RefreshTokens {
  /** The token of one generation of a session: always the very same one. */
  issue(sessionId: SessionId, generation: number): Promise<string>;
  /** Which generation of which session this is the token of; null for anything that was not issued here. */
  recognise(token: string): Promise<TokenName | null>;
}

const KEY_BYTES = 32;
let imported: { text: string; key: CryptoKey } | undefined;

/**
 * @param secret the key as 32 bytes in base64url; another key ends every session
 */
export function refreshTokensUnder(secret: string): RefreshTokens {
  return {
    async issue(sessionId, generation) {
      const name = { sessionId, generation };
      const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), sealedPart(name));
      return toToken(name, new Uint8Array(mac));
    },
    async recognise(token) {
      const parts = partsOf(token);
      if (!parts) return null;
      // `verify` compares in constant time.
      const genuine = await crypto.subtle.verify('HMAC', await keyOf(secret), parts.mac, sealedPart(parts.name));
      return genuine ? parts.name : null;
    },
  };
}

async function keyOf(secret: string): Promise<CryptoKey> {
  if (imported?.text === secret) return imported.key;
  const bytes = base64url.decode(secret);
  if (bytes.length < KEY_BYTES) throw new Error(`REFRESH_KEY must be ${KEY_BYTES} bytes in base64url`);
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  imported = { text: secret, key };
  return key;
}
