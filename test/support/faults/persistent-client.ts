import { setTimeout as pause } from 'node:timers/promises';
import type { Answered, Json } from '../client.ts';
import type { System } from '../system.ts';

/** What clients met with on the way. */
export interface Tally {
  requests: number;
  /** The connection broke, or nobody answered: the client cannot know what became of its request. */
  lost: number;
  /** Answered 503, 429 or "still running": ask again. */
  later: number;
}

/** Somebody signed in who asks until there is an answer, as a well-made client does. */
export interface PersistentClient {
  userId: string;
  companyId: string | null;
  /**
   * The answer, which may be a refusal; null where this client gives up at the first answer that is lost, and will never
   * know. The same Idempotency-Key goes with every attempt. Throws on a 500, and where nobody answers for minutes.
   */
  insist: <T = Json>(
    method: string,
    path: string,
    body?: unknown,
    options?: { key?: string; givesUp?: boolean },
  ) => Promise<Answered<T> | null>;
}

const ANSWER_WITHIN_MS = 15_000;
const GIVE_UP_AFTER_MS = 240_000;

/** Signs somebody in, and again whenever the access token has expired. */
export async function persistentClient(
  system: Pick<System, 'fetch'>,
  who: { email: string; password: string },
  tally: Tally,
): Promise<PersistentClient> {
  let token: string | undefined;

  const attempt = async <T>(
    method: string,
    path: string,
    body: unknown,
    key?: string,
  ): Promise<Answered<T> | undefined> => {
    tally.requests += 1;
    try {
      const response = await system.fetch(path, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return { status: response.status, body: (await response.json()) as T, headers: response.headers };
    } catch {
      // The process died under the request, or is not up again.
      tally.lost += 1;
      return undefined;
    }
  };

  const signIn = () =>
    repeated(() => attempt<{ accessToken: string; user: Json }>('POST', '/api/auth/login', who), tally, false);

  const insist: PersistentClient['insist'] = async (method, path, body, { key, givesUp = false } = {}) => {
    const answered = await repeated(() => attempt(method, path, body, key), tally, givesUp);
    if (answered?.status !== 401) return answered as never;
    token = (await signIn())?.body.accessToken;
    return insist(method, path, body, { ...(key !== undefined && { key }), givesUp });
  };

  const signedIn = await signIn();
  if (signedIn?.status !== 200) throw new Error(`${who.email} cannot sign in: ${JSON.stringify(signedIn?.body)}`);
  const { accessToken, user } = signedIn.body;
  token = accessToken;
  return { userId: user.id, companyId: user['customerId'] as string | null, insist };
}

async function repeated<T>(
  attempt: () => Promise<Answered<T> | undefined>,
  tally: Tally,
  givesUp: boolean,
): Promise<Answered<T> | null> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    const answered = await attempt();
    const isLater = answered !== undefined && asksForLater(answered);
    if (answered && !isLater) {
      if (answered.status >= 500) throw new Error(`A ${answered.status}: ${JSON.stringify(answered.body)}`);
      return answered;
    }
    if (isLater) tally.later += 1;
    // After a 503 the outcome is as unknown as after no answer; "still running" says that it will be known.
    if (givesUp && answered?.status !== 409) return null;
    if (Date.now() > deadline) {
      throw new Error(`No answer within ${GIVE_UP_AFTER_MS / 1000} s; the last was ${JSON.stringify(answered)}`);
    }
    await pause(100 + Math.random() * 300);
  }
}

/** 503 and 429, and the 409 of a first run that is still at work. */
const asksForLater = ({ status, headers }: Answered<unknown>): boolean =>
  status === 503 || status === 429 || (status === 409 && headers.has('retry-after'));
