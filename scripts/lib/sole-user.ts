import { mkdir, realpath, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError } from './running.ts';

/** The longest path of a socket, in bytes; Linux has 107, macOS 103. */
const LONGEST_SOCKET_PATH = 103;

/**
 * Makes this process the only one on the files of an embedded store: two on the same SQLite files would not see each other's
 * writes. A socket stands for it, which no longer answers when the process is gone, however it went.
 * Throws PlainError while another process has the folder. The answered function gives it back.
 */
export async function becomeSoleUser(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const socket = socketOf(await realpath(folder));
  const server = (await listenOn(socket)) ?? (await takeOver(socket));
  if (!server) {
    throw new PlainError(
      `${folder} is in use: the system runs on it, or an export, a restore or an import. End that first.`,
    );
  }
  // Whoever holds the files has something else to do; this alone keeps nothing alive.
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function socketOf(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\thenorsound-${name}`;
  // In the folder itself, where a container that shares it sees it too.
  const inside = join(folder, 'in-use.sock');
  return Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH ? inside : join(tmpdir(), `thenorsound-${name}.sock`);
}

/** Undefined where somebody listens there, or did and has died. */
const listenOn = (socket: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (failure: NodeJS.ErrnoException) => {
      if (failure.code === 'EADDRINUSE') resolve(undefined);
      else reject(failure);
    });
    server.listen(socket, () => resolve(server));
  });

async function takeOver(socket: string): Promise<Server | undefined> {
  if (await answers(socket)) return undefined;
  await rm(socket, { force: true });
  return listenOn(socket);
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = createConnection(socket);
    const end = (alive: boolean) => () => {
      connection.destroy();
      resolve(alive);
    };
    // Refused: its process has died and left the name behind.
    connection.once('connect', end(true)).once('error', end(false));
  });
