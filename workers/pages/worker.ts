import { notFound, refusalResponse } from '#shared/errors';
import { shortHash } from '#shared/short-hash';
import { traceFrom } from '#shared/trace';
import { files, type ServedFile } from './files.ts';

/** A page loads and calls nothing but its own origin, whatever it shows; small pictures may be in its styles. */
const EVERY_PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const etags = new WeakMap<ServedFile, Promise<string>>();

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
    if (!file) {
      const { traceId } = traceFrom(request.headers.get('traceparent'));
      return refusalResponse(notFound('The page').refusal, traceId, new Date());
    }
    const etag = await etagOf(file);
    const headers = {
      'content-type': file.type,
      'content-security-policy': [...EVERY_PAGE, ...(file.policy ?? [])].join('; '),
      // Kept, but asked for again each time: what is shown is what runs.
      'cache-control': 'public, no-cache',
      etag,
    };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(file.text, { headers });
  },
} satisfies ExportedHandler;

/** A strong ETag from what is in the file, made once. */
async function etagOf(file: ServedFile): Promise<string> {
  const made = etags.get(file) ?? shortHash(file.text, 8);
  etags.set(file, made);
  return `"${await made}"`;
}
