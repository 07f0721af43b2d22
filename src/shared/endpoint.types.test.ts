import * as z from 'zod';
import { expect, it } from 'vitest';
import { endpoint, reply } from './endpoint.ts';

/**
 * The canary: without the runtime's types `Response` silently becomes `any`, and every wrong answer compiles. Each
 * `@ts-expect-error` below is an error of its own as soon as the compiler lets the wrong answer pass.
 */
const spec = {
  method: 'post',
  path: '/api/canaries/{id}',
  access: 'bookings:create',
  summary: 'Sing',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ song: z.string() }),
  answers: {
    200: { description: 'Sung before', body: z.object({ id: z.string(), verses: z.int() }) },
    201: { description: 'Sung', body: z.object({ id: z.string() }) },
  },
} as const;

const declare = endpoint<{ verses: number }>();

const canaries = [
  declare(spec, async ({ params, body, deps, actor }) => {
    // What is parsed, who asks and what is at hand have their types.
    const typed: [string, string, number, string] = [params.id, body.song, deps.verses, actor.role];
    return reply(201, { id: typed[0] });
  }),
  declare(spec, async () => reply(200, { id: '1', verses: 2 })),

  // @ts-expect-error a body that was not declared
  declare(spec, async () => reply(201, { identity: '1' })),
  // @ts-expect-error a field of another type
  declare(spec, async () => reply(201, { id: 1 })),
  // @ts-expect-error the body of another status
  declare(spec, async () => reply(200, { id: '1' })),
  // @ts-expect-error a status that was not declared
  declare(spec, async () => reply(204, { id: '1' })),
  // @ts-expect-error no answer at all
  declare(spec, async () => {}),
  // @ts-expect-error a parameter that was not declared
  declare(spec, async ({ params }) => reply(201, { id: params.name })),
];

it('wrong answers do not compile', () => {
  // @ts-expect-error `Response` is the runtime's, not `any`
  const response: Response = 'no response';
  expect([canaries.length, typeof response]).toEqual([8, 'string']);
});
