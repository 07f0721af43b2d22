import { expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { traceFrom } from '#shared/trace';
import { mails, mailScene } from './testing/mail-scene.ts';
import { at, real } from './testing/scene.ts';

const waiting = async () => {
  const reply = await real.NOTIFICATIONS.backlog(traceFrom(null).traceparent);
  if (!reply.ok) throw new Error(reply.refusal.message);
  return reply.value.find(({ collection }) => collection === 'mails');
};

it('mails that are not sent are seen by whoever is on call, with since when the oldest is due', async () => {
  const here = mailScene();
  const asked = occurred('mail.requested', { userId: here.planner.id, mail: 'verification' }, at());
  const before = (await waiting())?.documents ?? 0;
  await here.hears(asked);

  await mails.update({ _id: oid(asked.id) }, { $set: { dueAt: new Date('2001-02-03T04:05:06Z') } });
  expect(await waiting()).toEqual({
    collection: 'mails',
    documents: before + 1,
    events: 0,
    oldestSince: new Date('2001-02-03T04:05:06Z'),
  });
  await mails.update({ _id: oid(asked.id) }, { $set: { status: 'sent' } });
  expect((await waiting())?.documents).toBe(before);
});
