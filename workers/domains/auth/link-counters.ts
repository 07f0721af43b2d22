import { invalidField } from '#shared/errors';
import type { StoredCredential } from './credential.documents.ts';
import type { LinkPurpose } from './link-tokens.ts';

/**
 * Which number of a credential a link must name. An invitation and a reset both let a person choose a password, so making
 * or using the one outdates the other.
 */
export const counterOf = {
  invitation: 'passwordLinks',
  'password-reset': 'passwordLinks',
  verification: 'emailLinks',
} as const satisfies Record<LinkPurpose, keyof StoredCredential>;

/** The same for a link that was used, has expired, was outdated or never made: which one it was is nobody's business. */
export const linkNotGood = () => invalidField('token', 'is not valid, was used already or has expired');
