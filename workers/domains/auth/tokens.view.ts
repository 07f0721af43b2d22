import * as z from 'zod';

export const TokensView = z
  .object({
    accessToken: z.string().meta({ description: 'A JWT, for the header `Authorization: Bearer ...`' }),
    refreshToken: z.string().meta({ description: 'Opaque; used once, for the next pair of tokens' }),
    expiresIn: z.int().meta({ description: 'Seconds until the access token ends', example: 900 }),
    tokenType: z.literal('Bearer'),
  })
  .meta({ id: 'Tokens' });
