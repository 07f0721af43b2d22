import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came, and whether whoever sent it is still waiting. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  isOpen: () => boolean;
}

/** Answers a request, or does not. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** An HTTP server in the test process, which a system under test reaches for real. */
export interface Receiver {
  url: (path: string) => string;
  /** How a path answers from now on; 200 without a body where nothing is said. */
  answers: (path: string, answer: Answer) => void;
  /** Everything that has come, or what has come to one path, oldest first. */
  received: (path?: string) => Received[];
  close: () => Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const all: Received[] = [];
  const byPath = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const received: Received = {
        method: request.method ?? '',
        path,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        isOpen: () => !response.destroyed,
      };
      all.push(received);
      const answer = byPath.get(path.replace(/\?.*/, ''));
      if (answer) answer(response, received);
      else response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answers: (path, answer) => byPath.set(path, answer),
    received: (path) => all.filter((one) => path === undefined || one.path === path),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer with this status, and a body where one is given. */
export const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body);
  };

/** No answer, and the connection stays open. */
export const silence: Answer = () => undefined;

/** No answer, and the connection is closed. */
export const hangUp: Answer = (response) => {
  response.destroy();
};
