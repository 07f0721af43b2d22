import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MongoClient } from 'mongodb';
import { MongoBinary } from 'mongodb-memory-server-core';
import { freePort } from './free-port.ts';
import { root } from './workers.ts';

/** A mongod of one's own: a replica set of one node on a free port, with its files in a temporary folder. */
export interface Mongod {
  uri: string;
  /** Its process. */
  pid: () => number;
  /** Ends it and takes its files away. */
  stop: () => Promise<void>;
  /** Kills the process, leaving its files, as a crash would. */
  crash: () => Promise<void>;
  /** Starts it again after a crash: same port, same data. */
  restart: () => Promise<void>;
  /** Stops it from answering without closing a connection, until `thaw`. */
  freeze: () => void;
  thaw: () => void;
}

const READY_WITHIN_MS = 60_000;
const REPLICA_SET = 'rs0';
/** It takes away what has expired every second instead of every minute, so that a test can wait for it. */
const LOOKS_OFTEN = ['--setParameter', 'ttlMonitorSleepSecs=1'];

/**
 * Starts a real mongod: MONGOMS_SYSTEM_BINARY, else `mongod` on the PATH, else what can be downloaded (kept in .mongo/).
 * Throws when none of these is to be had.
 */
export async function startMongod(): Promise<Mongod> {
  const binary =
    process.env['MONGOMS_SYSTEM_BINARY'] ??
    onPath('mongod') ??
    (await MongoBinary.getPath({ downloadDir: join(root, '.mongo') }));
  const port = await freePort();
  const files = await mkdtemp(join(tmpdir(), 'mongod-'));
  const run = () =>
    spawn(
      binary,
      ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', files, '--replSet', REPLICA_SET, ...LOOKS_OFTEN],
      {
        stdio: 'ignore',
      },
    );
  let child = run();
  const dieWithUs = () => child.kill('SIGKILL');
  process.once('exit', dieWithUs);
  await becomesPrimary(child, port, true);

  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`,
    pid: () => child.pid ?? 0,
    stop: async () => {
      await kill(child);
      process.off('exit', dieWithUs);
      await rm(files, { recursive: true, force: true });
    },
    crash: () => kill(child),
    restart: async () => {
      child = run();
      await becomesPrimary(child, port, false);
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Waits until the node takes writes; a new one is first told that it is the whole replica set. */
async function becomesPrimary(child: ChildProcess, port: number, isNew: boolean): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`mongod ended at once (code ${code})`)));
  });
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: READY_WITHIN_MS,
    heartbeatFrequencyMS: 100,
  });
  const primary = async () => {
    const admin = client.db('admin');
    if (isNew) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
    }
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
      if (Date.now() > deadline) throw new Error('mongod does not become primary');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  try {
    await Promise.race([primary(), failed]);
  } finally {
    await client.close();
  }
}

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        // Not in this folder, or not ours to run: look on.
        return false;
      }
    });
}
