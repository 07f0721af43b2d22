import { base64url } from 'jose';
import { SessionId } from '#shared/ids';

/** What a refresh token stands for. */
export interface TokenName {
  sessionId: SessionId;
  generation: number;
}

const SESSION_BYTES = 12;
const GENERATION_BYTES = 4;
const NAME_BYTES = SESSION_BYTES + GENERATION_BYTES;
const MAC_BYTES = 32;
/** 48 bytes are exactly 64 characters, so that each token has one spelling only. */
const TOKEN_LENGTH = ((NAME_BYTES + MAC_BYTES) * 4) / 3;
const LAST_GENERATION = 0xffff_ffff;
/** What is under the HMAC besides the name: a key used for something else by mistake still makes no refresh tokens. */
const PURPOSE = new TextEncoder().encode('thenorsound refresh token 1\n');

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

/** What the HMAC of a token is over. */
function sealedPart(name: TokenName): Uint8Array<ArrayBuffer> {
  const input = new Uint8Array(PURPOSE.length + NAME_BYTES);
  input.set(PURPOSE);
  input.set(nameBytes(name), PURPOSE.length);
  return input;
}

/**
 * The wire form: 12 bytes of session id, 4 bytes of generation (big-endian), 32 bytes of HMAC-SHA-256 over `sealedPart`,
 * in base64url.
 */
function toToken(name: TokenName, mac: Uint8Array): string {
  const bytes = new Uint8Array(NAME_BYTES + MAC_BYTES);
  bytes.set(nameBytes(name));
  bytes.set(mac, NAME_BYTES);
  return base64url.encode(bytes);
}

/** The parts of a token, its HMAC not yet checked; null for what does not have the form. */
function partsOf(token: string): { name: TokenName; mac: Uint8Array<ArrayBuffer> } | null {
  if (token.length !== TOKEN_LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
  const bytes = new Uint8Array(base64url.decode(token));
  const sessionId = Array.from(bytes.subarray(0, SESSION_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const generation = new DataView(bytes.buffer).getUint32(SESSION_BYTES);
  return { name: { sessionId: SessionId.parse(sessionId), generation }, mac: bytes.slice(NAME_BYTES) };
}

function nameBytes({ sessionId, generation }: TokenName): Uint8Array {
  if (!Number.isInteger(generation) || generation < 0 || generation > LAST_GENERATION) {
    throw new Error(`${generation} is no generation of a refresh token`);
  }
  const bytes = new Uint8Array(NAME_BYTES);
  for (let at = 0; at < SESSION_BYTES; at += 1) bytes[at] = Number.parseInt(sessionId.slice(at * 2, at * 2 + 2), 16);
  new DataView(bytes.buffer).setUint32(SESSION_BYTES, generation);
  return bytes;
}
