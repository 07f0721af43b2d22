import type { Outcome } from './domain/webhook-attempt.ts';

/** How long a receiver may take to answer (Standard Webhooks 1.0: 15 to 30 s); reading what it says included. */
export const ANSWER_WITHIN_MS = 15_000;
const KEPT_BYTES = 1_024;

/** Posts a body once. A redirect is an answer like any other and is not followed: it could lead where nobody may be sent. */
export async function postWebhook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Outcome> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'ThenorSound-Webhooks/1.0', ...headers },
      body,
      redirect: 'manual',
      signal,
    });
  } catch {
    // Why exactly is the receiver's network's affair; the runtime's words for it would not help its owner.
    return { status: null, error: signal.aborted ? 'timed-out' : 'unreachable', answer: null };
  }
  return { status: response.status, error: null, answer: await beginningOf(response) };
}

/** The first KiB of an answer, or what came of it in time. */
async function beginningOf({ body }: Response): Promise<string | null> {
  if (!body) return null;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = KEPT_BYTES;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The connection broke or the time was over: the status decides, and what has come is kept.
  }
  return text === '' ? null : text;
}
