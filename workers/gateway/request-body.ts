import { AppError, invalid } from '#shared/errors';

/** 1 MiB (spec: conventions, PAYLOAD_TOO_LARGE). */
export const MAX_BODY_BYTES = 1_048_576;

/**
 * The body of a POST or PUT, read whole: it is small, and it is needed for the fingerprint of an idempotent request.
 * Throws 413 as soon as it is known to be longer than 1 MiB, whether or not the client said so beforehand. Other
 * methods have no body here; what a client sends with them is dropped.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.method !== 'POST' && request.method !== 'PUT') return null;
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (request.body === null) return new Uint8Array();

  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      // The client broke off, or its transfer encoding is broken.
      throw new AppError({ ...invalid([]).refusal, message: 'The body could not be read' }, { cause });
    });
    if (done) break;
    length += value.byteLength;
    if (length > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return joined(chunks, length);
}

const tooLarge = () => new AppError({ code: 'PAYLOAD_TOO_LARGE', message: 'The body is longer than 1 MiB' });

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
