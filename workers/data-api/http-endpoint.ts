import type { Env } from './env.ts';
export async function answerHttp(_request: Request, _env: Env): Promise<Response> {
  return new Response(null, { status: 404 });
}
