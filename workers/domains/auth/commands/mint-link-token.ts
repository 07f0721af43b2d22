import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import { counterOf } from '../link-counters.ts';
import type { LinkPurpose } from '../link-tokens.ts';
import type { Deps } from '../ports.ts';

/** The secret of a link, for whoever sends the mail, to be stored nowhere. */
export interface LinkToken {
  token: string;
  expiresAt: Date;
}

/** Makes a link token. It outdates the earlier ones of its kind; null for a user who cannot sign in any more. */
export async function mintLinkToken(
  { userId, purpose }: { userId: UserId; purpose: LinkPurpose },
  { credentials, linkTokens }: Pick<Deps, 'credentials' | 'linkTokens'>,
  call: Pick<Call, 'now'>,
): Promise<LinkToken | null> {
  const counter = counterOf[purpose];
  // Not `change`: no client sees this, and no version of it.
  if (!(await credentials.update({ _id: oid(userId), live: true }, { $inc: { [counter]: 1 } }))) return null;
  const credential = await credentials.findOne({ _id: oid(userId), live: true });
  return credential && linkTokens.sign({ userId, purpose, number: credential[counter] }, call.now());
}
