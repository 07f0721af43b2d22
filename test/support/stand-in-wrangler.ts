import { readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

/** An account as Cloudflare would hold it. */
export interface Account {
  calls: { command: string; input: string }[];
  workers: Record<string, { config: Record<string, unknown>; secrets: Record<string, string> }>;
  queues: string[];
  /** A command whose line this matches ends with an error. */
  failsAt?: RegExp;
}

/** What the program on the PATH does: hands its parameters and standard input over, and says what it is told to. */
const PROGRAM = `#!/usr/bin/env node
const socket = require('node:net').connect({ path: __dirname + '/socket', allowHalfOpen: true });
socket.end(JSON.stringify({ args: process.argv.slice(2), input: require('node:fs').readFileSync(0, 'utf8') }));
let said = '';
socket.setEncoding('utf8').on('data', (text) => (said += text)).on('end', () => {
  const { answer, failure } = JSON.parse(said);
  if (answer !== undefined) console.log(answer);
  if (failure !== undefined) console.error('✘ [ERROR] ' + failure);
  process.exitCode = failure === undefined ? 0 : 1;
});
`;

/**
 * A program \`wrangler\` in this folder, to be put on the PATH where the real one would reach Cloudflare: it answers the commands
 * of a deployment as the pinned version words its answers, and writes down each of them.
 */
export async function standInWrangler(folder: string): Promise<{ account: Account; close: () => void }> {
  const account: Account = { calls: [], workers: {}, queues: [] };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    void text(socket).then((asked) => {
      const { args, input } = JSON.parse(asked) as { args: string[]; input: string };
      account.calls.push({ command: args.join(' '), input });
      try {
        socket.end(JSON.stringify({ answer: answerTo(account, args, input) }));
      } catch (failure) {
        socket.end(JSON.stringify({ failure: failure instanceof Error ? failure.message : String(failure) }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  await writeFile(join(folder, 'wrangler'), PROGRAM);
  await chmod(join(folder, 'wrangler'), 0o755);
  return { account, close: () => server.close() };
}

function answerTo(account: Account, args: readonly string[], input: string): string {
  if (account.failsAt?.test(args.join(' '))) throw new Error('A request to the Cloudflare API failed.');
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const [first, second, third = ''] = args;
  const worker = account.workers[option('--name') ?? ''];
  switch (`${first} ${second}`) {
    case 'whoami --json':
      return '{"loggedIn":true}';
    case 'secret list':
      if (!worker) throw new Error(`Worker "${option('--name')}" not found.\n\nIf this is a new Worker, run …`);
      return JSON.stringify(Object.keys(worker.secrets).map((name) => ({ name, type: 'secret_text' })));
    case 'secret put':
      if (!worker) throw new Error(`There is no Worker ${option('--name')}`);
      worker.secrets[third] = input;
      return `✨ Success! Uploaded secret ${third}`;
    case 'queues info':
      if (!account.queues.includes(third)) throw new Error(`Queue "${third}" does not exist. To create it, run: …`);
      return `Queue Name: ${third}`;
    case 'queues create':
      if (account.queues.includes(third)) throw new Error('Queue name is already taken');
      account.queues.push(third);
      return `✅ Created queue '${third}'`;
    case 'deploy --config':
      return deploy(account, third, option('--secrets-file'));
    default:
      throw new Error(`The stand-in knows no ${args.join(' ')}`);
  }
}

/** Refuses, as Cloudflare does, what calls a Worker or uses a queue that is not there. */
function deploy(account: Account, configFile: string, secretsFile: string | undefined): string {
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as {
    name: string;
    workers_dev: boolean;
    services?: { binding: string; service: string }[];
    queues?: { producers?: { queue: string }[]; consumers?: { queue: string }[] };
  };
  for (const { binding, service } of config.services ?? []) {
    if (account.workers[service]) continue;
    throw new Error(
      `Could not resolve service binding '${binding}'. Target script '${service}' not found. [code: 10143]`,
    );
  }
  for (const { queue } of [...(config.queues?.producers ?? []), ...(config.queues?.consumers ?? [])]) {
    if (!account.queues.includes(queue)) throw new Error(`Queue "${queue}" does not exist.`);
  }
  const more = secretsFile && (JSON.parse(readFileSync(secretsFile, 'utf8')) as Record<string, string>);
  account.workers[config.name] = { config, secrets: { ...account.workers[config.name]?.secrets, ...more } };
  return config.workers_dev
    ? `Deployed\n  https://${config.name}.example.workers.dev`
    : 'Deployed\n  No deploy targets';
}
