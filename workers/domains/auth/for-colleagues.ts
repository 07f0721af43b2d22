import { WorkerEntrypoint } from 'cloudflare:workers';
import type { JWK } from 'jose';
import { forColleague } from '#shared/colleague';
import { oid } from '#shared/documents';
import { everything } from '#shared/everything';
import type { SessionId, UserId } from '#shared/ids';
import { backlogOf, settle, type Backlog } from '#shared/outbox';
import type { Reply } from '#shared/reply';
import { activateCredential } from './commands/activate-credential.ts';
import { changeEmail } from './commands/change-email.ts';
import { createCredential } from './commands/create-credential.ts';
import { forgetPerson } from './commands/forget-person.ts';
import { mintLinkToken, type LinkToken } from './commands/mint-link-token.ts';
import { removeCredential } from './commands/remove-credential.ts';
import { removePendingCredential } from './commands/remove-pending-credential.ts';
import { revokeUser } from './commands/revoke-user.ts';
import { settleCredential } from './commands/settle-credential.ts';
import { depsFrom, type Env } from './deps.ts';
import type { LinkPurpose } from './link-tokens.ts';
import { listRevocations, type Revocations } from './queries/list-revocations.ts';
import { toView as toSessionView, type SessionView } from './session.view.ts';
import { toView as toSignInData, type SignInDataView } from './sign-in-data.view.ts';

/** What this Worker does for the others. */
export class AuthForColleagues extends WorkerEntrypoint<Env> {
  /** Whether this Worker runs. */
  ready(): Promise<Reply<true>> {
    return Promise.resolve({ ok: true, value: true });
  }

  /** The public keys of access tokens: the current one and those that may still be in use. */
  jwks(traceparent: string): Promise<Reply<{ keys: JWK[] }>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => deps.accessTokens.jwks());
  }

  /** What no longer lets anybody in although it was signed: of the last 20 minutes, longer than an access token lives. */
  revocations(traceparent: string): Promise<Reply<Revocations>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => listRevocations(deps, call));
  }

  /**
   * Claims the email for a user about to be made. Pending until `activateCredential`; a null password is an invitation.
   * Refuses with CONFLICT where the email is taken; the same again is fine.
   */
  createCredential(
    traceparent: string,
    wish: { userId: UserId; email: string; password: string | null },
  ): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await createCredential(wish, deps, call.now());
      return true as const;
    });
  }

  /** The user exists now. Refuses with NOT_FOUND where the user has no credential; the same again is fine. */
  activateCredential(traceparent: string, userId: UserId): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await activateCredential(userId, deps, call.now());
      return true as const;
    });
  }

  /** The user will not exist: the email is free again. An active credential stays. */
  removePendingCredential(traceparent: string, userId: UserId): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await removePendingCredential(userId, deps, call.now());
      return true as const;
    });
  }

  /**
   * Another email to sign in with, claimed in one write. Refuses with CONFLICT where it is taken, with NOT_FOUND where the
   * user has no credential; the same again is fine.
   */
  changeEmail(traceparent: string, wish: { userId: UserId; email: string }): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await changeEmail(wish, deps, call.now());
      return true as const;
    });
  }

  /**
   * The user is inactive, or has another company or role: every session ends, access tokens issued so far are refused
   * within 60 s. Call it after that is written: who signs in later is judged by it. The same again is fine.
   */
  revokeUser(traceparent: string, userId: UserId): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await revokeUser(userId, deps, call);
      return true as const;
    });
  }

  /** The user was deleted: the email is free again, every session ends. The same again, or no credential at all, is fine. */
  removeCredential(traceparent: string, userId: UserId): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      await removeCredential(userId, deps, call);
      return true as const;
    });
  }

  /**
   * The token of a link in a mail, made when the mail is sent and stored nowhere. Good once, for an hour (reset) or a week;
   * a newer one outdates it. Null for a user who is gone: the mail is then not to be sent.
   */
  mintLinkToken(traceparent: string, wish: { userId: UserId; purpose: LinkPurpose }): Promise<Reply<LinkToken | null>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps, call) => mintLinkToken(wish, deps, call));
  }

  /** What is kept of how somebody signs in, for the person. */
  personalData(
    traceparent: string,
    userId: UserId,
    asking: SessionId,
  ): Promise<Reply<{ signIn: SignInDataView | null; sessions: SessionView[] }>> {
    return forColleague(this.#worker, depsFrom, traceparent, async ({ credentials, sessions }) => {
      const [credential, found] = await Promise.all([
        credentials.findOne({ _id: oid(userId) }),
        everything(sessions, { userId: oid(userId) }, { revokedAt: 1, createdAt: -1 }),
      ]);
      return {
        signIn: credential && toSignInData(credential),
        sessions: found.map((session) => toSessionView(session, asking)),
      };
    });
  }

  /** A deleted person is erased. False while something is left that has not been told yet; the same again is fine. */
  forgetPerson(traceparent: string, userId: UserId): Promise<Reply<boolean>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) => forgetPerson(userId, deps));
  }

  /** What is left to settle, for the operations page. */
  backlog(traceparent: string): Promise<Reply<Backlog[]>> {
    return forColleague(this.#worker, depsFrom, traceparent, (deps) =>
      backlogOf({ credentials: deps.credentials, auth_refreshTokens: deps.sessions }),
    );
  }

  /** Completes or removes pending credentials, ends sessions that were to end, and sends events again that a subscriber may not have. */
  sweep(traceparent: string): Promise<Reply<true>> {
    return forColleague(this.#worker, depsFrom, traceparent, async (deps, call) => {
      const settling = { ...deps, now: call.now(), traceId: call.trace.traceId };
      await Promise.all([
        settle(deps.credentials, {
          ...settling,
          finish: (credential) => settleCredential(credential, deps, call),
        }),
        settle(deps.sessions, settling),
      ]);
      return true as const;
    });
  }

  get #worker() {
    return { name: 'auth', env: this.env, ctx: this.ctx };
  }
}
