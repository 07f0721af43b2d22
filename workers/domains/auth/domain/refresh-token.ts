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

/** What the HMAC of a token is over. */
export function sealedPart(name: TokenName): Uint8Array<ArrayBuffer> {
  const input = new Uint8Array(PURPOSE.length + NAME_BYTES);
  input.set(PURPOSE);
  input.set(nameBytes(name), PURPOSE.length);
  return input;
}

/**
 * The wire form: 12 bytes of session id, 4 bytes of generation (big-endian), 32 bytes of HMAC-SHA-256 over `sealedPart`,
 * in base64url.
 */
export function toToken(name: TokenName, mac: Uint8Array): string {
  const bytes = new Uint8Array(NAME_BYTES + MAC_BYTES);
  bytes.set(nameBytes(name));
  bytes.set(mac, NAME_BYTES);
  return base64url.encode(bytes);
}

/** The parts of a token, its HMAC not yet checked; null for what does not have the form. */
export function partsOf(token: string): { name: TokenName; mac: Uint8Array<ArrayBuffer> } | null {
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
