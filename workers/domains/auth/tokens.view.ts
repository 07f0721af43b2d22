import { z } from '@hono/zod-openapi';

export const TokensView = z
  .object({
    accessToken: z.string().openapi({ description: 'A JWT, for the header `Authorization: Bearer ...`' }),
    refreshToken: z.string().openapi({ description: 'Opaque; used once, for the next pair of tokens' }),
    expiresIn: z.int().openapi({ description: 'Seconds until the access token ends', example: 900 }),
    tokenType: z.literal('Bearer'),
  })
  .openapi('Tokens');
