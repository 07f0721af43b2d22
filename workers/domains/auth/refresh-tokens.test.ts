import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, type SessionId } from '#shared/ids';
import { refreshTokensUnder } from './refresh-tokens.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64url');
const tokens = refreshTokensUnder(key(1));
const session = newId<SessionId>();
const ids = fc
  .uint8Array({ minLength: 12, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString('hex') as SessionId);

describe('a refresh token', () => {
  it('is 48 bytes in 64 characters of base64url, 32 of them unguessable', async () => {
    expect(await tokens.issue(session, 1)).toMatch(/^[A-Za-z0-9_-]{64}$/);
  });

  it('says which generation of which session it is, to its issuer', async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.integer({ min: 1, max: 0xffff_ffff }), async (sessionId, generation) => {
        const token = await tokens.issue(sessionId, generation);
        expect(await tokens.recognise(token)).toEqual({ sessionId, generation });
      }),
    );
  });

  it('is the very same each time it is made, so that two tabs get the same successor', async () => {
    expect(await tokens.issue(session, 7)).toBe(await refreshTokensUnder(key(1)).issue(session, 7));
  });

  it('differs by session, by generation and by key', async () => {
    const others = [
      await tokens.issue(session, 2),
      await tokens.issue(newId<SessionId>(), 1),
      await refreshTokensUnder(key(2)).issue(session, 1),
    ];
    expect(others).not.toContain(await tokens.issue(session, 1));
  });

  it('is not recognised once any single character of it was changed', async () => {
    const token = await tokens.issue(session, 1);
    for (const place of Array.from(token).keys()) {
      const forged = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`;
      expect(await tokens.recognise(forged)).toBeNull();
    }
  });

  it('is not recognised under another key', async () => {
    expect(await refreshTokensUnder(key(2)).recognise(await tokens.issue(session, 1))).toBeNull();
  });

  it.each(['', 'x', 'A'.repeat(63), 'A'.repeat(64), 'A'.repeat(65), `${'A'.repeat(63)}=`, 'å'.repeat(64)])(
    'is not %j',
    async (token) => {
      expect(await tokens.recognise(token)).toBeNull();
    },
  );

  it('cannot be made for a generation that the wire form has no room for', async () => {
    await expect(tokens.issue(session, 2 ** 32)).rejects.toThrow('no generation');
  });

  it('cannot be made under a key that is too short to be secret', async () => {
    const short = refreshTokensUnder(Buffer.alloc(16).toString('base64url'));
    await expect(short.issue(session, 1)).rejects.toThrow('REFRESH_KEY');
  });
});
