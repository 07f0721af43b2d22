/**
 * `npm run fuzz`: fuzzes the running system from its own OpenAPI document with Schemathesis, as each kind of person, on a
 * store of its own with demo data: no answer may be a 5xx, outside its declared schema or of an undeclared status.
 * Needs Python 3 with pip. `npm run fuzz -- --examples 200 --seed 42 --as organizer --only createBooking`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { root } from '../../scripts/lib/workers.ts';
import { clientOf, signIn, type Client, type Json } from '../support/client.ts';
import { startSystem, type System } from '../support/system.ts';

const SCHEMATHESIS = 'schemathesis==4.32.5';
const LIBRARIES = join(root, '.tools', SCHEMATHESIS);

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
];

const { values: options } = parseArgs({
  options: {
    examples: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    as: { type: 'string', multiple: true, default: ['admin', 'organizer', 'crewcompany', 'crew', 'nobody'] },
    only: { type: 'string', multiple: true, default: [] },
  },
});

function installSchemathesis(): void {
  if (existsSync(LIBRARIES)) return;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', LIBRARIES, SCHEMATHESIS];
  const { status } = spawnSync('python3', pip, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${SCHEMATHESIS} could not be installed`);
}

/** Ids that exist, by what they name, so that the fuzzing gets behind the 404s. */
async function knownIds(admin: Client, somebody: Client): Promise<Record<string, string[]>> {
  const ids = async (path: string): Promise<string[]> => {
    const { items } = await admin.must<{ items: Json[] }>(200, 'GET', path);
    return items.map(({ id }) => id);
  };
  const customers = await ids('/api/customers?pageSize=100');
  const lists = await Promise.all(
    customers.map(async (id) => {
      const tariffs = await admin.ask<Json[]>('GET', `/api/customers/${id}/tariffs`);
      const { items: bookings } = await admin.must<{ items: Json[] }>(200, 'GET', `/api/customers/${id}/bookings`);
      const invoices = await admin.must<Json[]>(200, 'GET', `/api/customers/${id}/invoices`);
      return { tariffs: tariffs.status === 200 ? tariffs.body : [], bookings, invoices };
    }),
  );
  const { items: notifications } = await somebody.must<{ items: Json[] }>(200, 'GET', '/api/notifications');
  return {
    customer: customers,
    user: await ids('/api/users?pageSize=100'),
    crew: await ids('/api/users/crew?pageSize=100'),
    event: await ids('/api/events?pageSize=100'),
    tariff: lists.flatMap(({ tariffs }) => tariffs.map(({ id }) => id)),
    booking: [...new Set(lists.flatMap(({ bookings }) => bookings.map(({ id }) => id)))],
    invoice: lists.flatMap(({ invoices }) => invoices.map(({ id }) => id)),
    notification: notifications.map(({ id }) => id),
    spared: [somebody.user.id, String(somebody.user['customerId'])],
  };
}

/** What ends the session that asks; fuzzed with one that nobody else needs. */
const ENDINGS = ['logout', 'deleteSession'];

async function fuzz(system: System, who: string): Promise<boolean> {
  const admin = await signIn(system, 'admin');
  if (who === 'nobody') return run(system, clientOf(system), await knownIds(admin, admin), selected);
  const [somebody, another] = await Promise.all([signIn(system, who), signIn(system, who)]);
  const known = await knownIds(admin, somebody);
  const others = ENDINGS.flatMap((operation) => ['--exclude-operation-id', operation]);
  const passed = await run(system, somebody, known, options.only.length > 0 ? selected : others);
  // An access token is good for 15 minutes: fuzzing that ended its own session would have seen little but 401.
  const { status } = await somebody.ask('GET', '/api/auth/claims');
  if (status !== 200) console.error(styleText('red', `${who} was signed out on the way: the fuzzing proves nothing`));
  const ended =
    options.only.length > 0 ||
    (await run(
      system,
      another,
      known,
      ENDINGS.flatMap((operation) => ['--include-operation-id', operation]),
    ));
  return passed && ended && status === 200;
}

const selected = options.only.flatMap((operation) => ['--include-operation-id', operation]);

async function run(
  system: System,
  { token }: Client,
  known: Record<string, string[]>,
  operations: readonly string[],
): Promise<boolean> {
  const parameters = [
    '-m',
    'schemathesis.cli',
    'run',
    new URL('/openapi.json', system.url).href,
    ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`]),
    '--phases=examples,coverage,fuzzing',
    `--max-examples=${options.examples}`,
    `--seed=${options.seed}`,
    `--checks=${CHECKS.join(',')}`,
    '--continue-on-failure',
    '--warnings=off',
    // With two, CPython 3.11 now and then loses count of its own parser's depth.
    '--workers=1',
    '--no-color',
    ...operations,
  ];
  const child = spawn('python3', parameters, {
    stdio: 'inherit',
    cwd: join(root, '.tools'),
    env: {
      ...process.env,
      PYTHONPATH: LIBRARIES,
      SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
      KNOWN: JSON.stringify(known),
    },
  });
  return (await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve))) === 0;
}

installSchemathesis();
let failures = 0;
for (const who of options.as) {
  console.log(
    styleText(
      'bold',
      `\n── as ${who}: npm run fuzz -- --as ${who} --examples ${options.examples} --seed ${options.seed}`,
    ),
  );
  const system = await startSystem();
  try {
    await seedDemo(system.data, new Date());
    if (!(await fuzz(system, who))) failures += 1;
    const errors = system.logs.filter((line) => line.includes('"level":"error"'));
    for (const line of new Set(errors.map((error) => error.slice(0, 2_000)))) console.error(line);
    if (errors.length > 0) failures += 1;
  } finally {
    await system.stop();
  }
}
process.exitCode = failures === 0 ? 0 : 1;
