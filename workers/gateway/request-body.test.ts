import { expect, test } from 'vitest';
import { MAX_BODY_BYTES, readBody } from './request-body.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/api/bookings', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

/** A body in chunks of 64 KiB, as a client sends one whose length it does not say; `given` counts what was taken. */
function unannounced(length: number) {
  const taken = { bytes: 0 };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(65_536, length - taken.bytes);
      if (size === 0) return controller.close();
      taken.bytes += size;
      return controller.enqueue(new Uint8Array(size));
    },
  });
  return { stream, taken };
}

test('a body is read byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_unused, byte) => byte);
  expect(await readBody(post(bytes))).toEqual(bytes);
});

test('a body of exactly 1 MiB is taken', async () => {
  expect((await readBody(post(unannounced(MAX_BODY_BYTES).stream)))?.byteLength).toBe(MAX_BODY_BYTES);
});

test('a longer body is refused by its announced length, unread', async () => {
  const request = post('x', { 'content-length': String(MAX_BODY_BYTES + 1) });
  await expect(readBody(request)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  expect(request.bodyUsed).toBe(false);
});

test('a longer body without an announced length is refused as soon as it is too long', async () => {
  const { stream, taken } = unannounced(100 * MAX_BODY_BYTES);
  await expect(readBody(post(stream))).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  expect(taken.bytes).toBeLessThan(2 * MAX_BODY_BYTES);
});

test('a body that breaks off is the client’s mistake', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('connection lost')),
  });
  await expect(readBody(post(broken))).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
});

test('methods that carry no body here are not read', async () => {
  expect(await readBody(new Request('http://localhost/', { method: 'DELETE', body: 'x' }))).toBeNull();
});

test('a POST without a body has an empty one', async () => {
  expect(await readBody(new Request('http://localhost/', { method: 'POST' }))).toEqual(new Uint8Array());
});
