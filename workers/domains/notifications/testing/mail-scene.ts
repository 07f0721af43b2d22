import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import PostalMime, { type Email } from 'postal-mime';
import { callFor } from '#shared/call';
import { oid, oids, openCollection } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import { traceFrom } from '#shared/trace';
import { sendDueMails } from '../commands/send-mails.ts';
import { depsFrom, type Env } from '../deps.ts';
import { StoredMail } from '../mail.documents.ts';
import { deliver, real, scene, type User } from './scene.ts';

export const mails = openCollection(real.DATA, { roundTrips: 0 }, 'mails', StoredMail);

/** A scene whose mails are kept as MIME messages, and what a test does in it. */
export function mailScene() {
  const here = scene();
  const everybody = [here.drummer, here.colleague, here.manager, here.planner, here.retired];
  const raw: { from: string; to: string; mime: string }[] = [];
  let answer: (() => Promise<void>) | null = null;
  const MAIL = {
    send: async (message: { from: string; to: string; 'EmailMessage::raw': ReadableStream }) => {
      const mime = await new Response(message['EmailMessage::raw']).text();
      await answer?.();
      raw.push({ from: message.from, to: message.to, mime });
    },
  };
  const env = {
    ...real,
    ...here.colleagues,
    MAIL,
    MAIL_FROM: 'no-reply@mails.example',
    FRONTEND_URL: 'https://front.example',
  } as unknown as Env;

  const waiting = () => mails.find({ userId: { $in: oids(everybody.map(({ id }) => id)) }, mail: 'booking' });
  /** As if the mails had waited long enough. */
  const wait = async () => {
    for (const { _id } of await waiting()) {
      await mails.update({ _id: oid(_id), status: 'pending' }, { $set: { dueAt: new Date(0) } });
    }
  };
  const sweep = async () => {
    const context = createExecutionContext();
    const call = callFor({ name: 'notifications', env, ctx: context }, traceFrom(null));
    await sendDueMails(depsFrom(env, call), call);
    await waitOnExecutionContext(context);
  };
  return {
    ...here,
    hears: (...events: Envelope[]) => deliver(events, here),
    waiting,
    sweep,
    sendAll: async () => {
      await wait();
      await sweep();
    },
    binding: (behaviour: (() => Promise<void>) | null) => (answer = behaviour),
    received: ({ email }: Pick<User, 'email'>): Promise<Email[]> =>
      Promise.all(raw.filter(({ to }) => to === email).map(({ mime }) => PostalMime.parse(mime))),
  };
}
