import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId, type MessageId } from './ids.ts';
import { inboxIndexes, openInbox } from './inbox.ts';

// The first call loads every Worker of the assembly, which may take longer than a client waits for its store.
beforeAll(async () => {
  await env.DATA.run('findOne', { collection: 'warm_up', filter: {} });
}, 30_000);

const inbox = () => openInbox(env.DATA, { roundTrips: 0 }, 'analytics');

describe('an inbox', () => {
  it('knows what was noted, and only that', async () => {
    const [noted, other] = [newId<MessageId>(), newId<MessageId>()];
    await inbox().note([noted], new Date());
    expect(await inbox().handled([noted, other])).toEqual([noted]);
  });

  it('bears the same note twice, also at once', async () => {
    const id = newId<MessageId>();
    await Promise.all([inbox().note([id], new Date()), inbox().note([id], new Date())]);
    expect(await inbox().handled([id])).toEqual([id]);
  });

  it('is each subscriber’s own', async () => {
    const id = newId<MessageId>();
    await inbox().note([id], new Date());
    expect(await openInbox(env.DATA, { roundTrips: 0 }, 'operations').handled([id])).toEqual([]);
  });

  it('answers for more than a page of ids', async () => {
    const ids = Array.from({ length: 1_100 }, () => newId<MessageId>());
    await Promise.all(ids.slice(0, 5).map((id) => inbox().note([id], new Date())));
    expect(await inbox().handled(ids)).toHaveLength(5);
    expect(await inbox().handled([])).toEqual([]);
  });

  it('refuses ids that are none', async () => {
    await expect(inbox().handled(['x'])).rejects.toThrow('must be an id');
  });

  it('forgets after thirty days, which is longer than any message is sent again', () => {
    expect(inboxIndexes('analytics')).toEqual({
      name: 'inbox_analytics',
      indexes: [{ name: 'expiry', keys: { at: 1 }, expireAfterSeconds: 2_592_000 }],
    });
  });
});
