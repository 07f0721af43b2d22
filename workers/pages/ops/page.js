// @ts-check
// Runs in the browser: what /ready and /api/ops say, asked again every ten seconds. Tokens stay in this page's memory.

/** @import { components } from '../../../clients/typescript/schema.d.ts' */
/** @typedef {components['schemas']['SystemStatus']} SystemStatus */
/** @typedef {components['schemas']['DeadLetter']} DeadLetter */
/** @typedef {components['schemas']['LoggedError']} LoggedError */
/** @typedef {{ accessToken: string, refreshToken: string, expiresIn: number }} Tokens */
/** @typedef {{ status: number, body: any }} Answered */

const EVERY_MS = 10_000;
const PAGE_SIZE = 10;
/** What is unsettled for longer than a few sweeps is stuck. */
const STUCK_AFTER_MS = 5 * 60_000;

// ── Elements ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}
const form = /** @type {HTMLFormElement} */ (element('sign-in'));
const confirmation = /** @type {HTMLDialogElement} */ (element('confirm'));

/**
 * An element with attributes and children; text stays text.
 * @param {string} tag @param {Record<string, string | boolean | undefined>} attributes @param {(Node | string | null)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Shows a list so that what did not change stays as it is: an open message stays open, the focus where it was.
 * @template T
 * @param {HTMLElement} list @param {readonly T[]} items @param {(item: T) => string} keyOf @param {(item: T) => HTMLElement} build
 */
function showList(list, items, keyOf, build) {
  const before = new Map([...list.children].map((child) => [child.getAttribute('data-key'), child]));
  const shown = items.map((item) => {
    const [key, state] = [keyOf(item), JSON.stringify(item)];
    const old = before.get(key);
    if (old?.getAttribute('data-item') === state) return old;
    const fresh = build(item);
    fresh.setAttribute('data-key', key);
    fresh.setAttribute('data-item', state);
    if (old?.querySelector('details')?.open) fresh.querySelector('details')?.setAttribute('open', '');
    return fresh;
  });
  if (shown.length === list.children.length && shown.every((child, place) => child === list.children[place])) return;
  const focused = document.activeElement?.closest('[data-key]')?.getAttribute('data-key');
  list.replaceChildren(...shown);
  if (focused && !list.contains(document.activeElement)) {
    const again = shown.find((child) => child.getAttribute('data-key') === focused);
    const target = again?.querySelector('button, summary');
    if (target instanceof HTMLElement) target.focus();
  }
}

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** @param {string} at */
function ago(at) {
  const seconds = Math.round((Date.parse(at) - Date.now()) / 1000);
  if (seconds > -5) return 'just now';
  if (seconds > -60) return relative.format(seconds, 'second');
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

/** @param {string} at */
const time = (at) => make('time', { datetime: at, title: new Date(at).toLocaleString() }, ago(at));
const keepTimesTrue = () => {
  for (const each of document.querySelectorAll('time')) each.textContent = ago(each.dateTime);
};

/** @param {number} count @param {string} one @param {string} many */
const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** Says what was done, for as long as it takes to read it. @param {string} text */
function say(text) {
  clearTimeout(silence);
  element('said').textContent = text;
  silence = setTimeout(() => (element('said').textContent = ''), 8_000);
}

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {(Tokens & { endsAt: number }) | null} */
let session = null;
/** @type {Promise<boolean> | null} */
let renewing = null;

/** @param {Tokens} tokens */
const keep = ({ accessToken, refreshToken, expiresIn }) => {
  session = { accessToken, refreshToken, expiresIn, endsAt: Date.now() + expiresIn * 1000 };
};

/**
 * @param {string} method @param {string} path @param {{ body?: object, token?: string | undefined, key?: string | undefined }} [given]
 * @returns {Promise<Answered>}
 */
async function send(method, path, { body, token, key } = {}) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** @param {Answered} answered */
const messageOf = ({ status, body }) => body?.error?.message ?? `The answer was ${status}`;

/** A new access token; false where the session has ended. Two who need one wait for the same. */
function renew() {
  renewing ??= (async () => {
    if (!session) return false;
    const renewed = await send('POST', '/api/auth/refresh', { body: { refreshToken: session.refreshToken } });
    if (renewed.status === 200) keep(renewed.body);
    else if (renewed.status < 500) session = null;
    else throw new Error(messageOf(renewed));
    return renewed.status === 200;
  })().finally(() => (renewing = null));
  return renewing;
}

class SessionEnded extends Error {}

/**
 * Asks as the administrator who is signed in. Throws SessionEnded where that is over, or with the answer's message.
 * @param {string} method @param {string} path @param {string} [key]
 */
async function ask(method, path, key) {
  if (session && session.endsAt - Date.now() < 60_000) await renew();
  const first = await send(method, path, { token: session?.accessToken, key });
  const answered =
    first.status === 401 && (await renew()) ? await send(method, path, { token: session?.accessToken, key }) : first;
  if (answered.status === 401) throw new SessionEnded();
  if (answered.status >= 300) throw new Error(messageOf(answered));
  return answered.body;
}

// ── What is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {{ letters: number, errors: number }} */
const pageNumbers = { letters: 1, errors: 1 };

/**
 * @param {Record<string, boolean>} ready each service, and whether it answers
 * @param {SystemStatus | null} status
 */
function showServices(ready, status) {
  /** @type {Map<string, SystemStatus['workers'][number]['backlog']>} */
  const backlogs = new Map(status?.workers.map(({ name, backlog }) => [name, backlog]));
  const names = [...new Set(['gateway', 'store', ...Object.keys(ready)])];
  const tiles = names.map((name) => {
    const isUp = ready[name] ?? true;
    const left = backlogs.get(name)?.filter(({ documents }) => documents > 0) ?? [];
    const documents = left.reduce((sum, one) => sum + one.documents, 0);
    return { name, isUp, note: !isUp ? 'does not answer' : documents > 0 ? `${documents} to settle` : 'answers' };
  });
  showList(
    element('services'),
    tiles,
    ({ name }) => name,
    ({ name, isUp, note }) =>
      make(
        'li',
        { class: 'tile', 'data-state': isUp ? 'good' : 'bad' },
        make('span', { class: 'mark', 'aria-hidden': 'true' }, isUp ? '✓' : '✕'),
        make('strong', {}, name),
        make('span', { class: 'note' }, note),
      ),
  );
}

/**
 * @param {Record<string, boolean>} ready @param {SystemStatus | null} status
 */
function showOverall(ready, status) {
  const down = Object.keys(ready).filter((name) => !ready[name]);
  const resting = status?.queues.reduce((sum, { deadLetters }) => sum + (deadLetters?.resting ?? 0), 0) ?? 0;
  const stuck =
    status?.workers.flatMap(({ backlog }) =>
      (backlog ?? []).filter(({ oldestSince }) => oldestSince && Date.now() - Date.parse(oldestSince) > STUCK_AFTER_MS),
    ) ?? [];
  const reasons = [
    ...(down.length > 0 ? [`Not answering: ${down.join(', ')}`] : []),
    ...(resting > 0 ? [`${counted(resting, 'message')} could not be handled`] : []),
    ...stuck.map(({ collection, documents }) => `Not settled in five minutes: ${collection} (${documents})`),
  ];
  const state = down.length > 0 ? 'bad' : reasons.length > 0 ? 'warn' : 'good';
  const title = { bad: 'Something is down', warn: 'Something needs attention', good: 'Everything is running' }[state];
  setOverall(state, title, reasons);
}

/** @param {string} state @param {string} title @param {string[]} reasons */
function setOverall(state, title, reasons) {
  const overall = element('overall');
  const said = JSON.stringify([state, title, reasons]);
  // Said aloud only when it changes.
  if (overall.dataset['said'] === said) return;
  overall.dataset['said'] = said;
  overall.dataset['state'] = state;
  element('overall-title').textContent = title;
  element('overall-reasons').replaceChildren(...reasons.map((reason) => make('li', {}, reason)));
  document.title = `${state === 'good' ? '' : `${state === 'bad' ? '✕' : '!'} `}ThenorSound Operations`;
}

/** @param {string} label @param {Node | string} value @param {boolean} [isBad] */
const cell = (label, value, isBad = false) =>
  make('td', { 'data-label': label, class: isBad ? 'bad' : undefined }, value);

/** @param {SystemStatus} status */
function showQueues({ queues }) {
  showList(
    element('queues'),
    queues,
    ({ subscriber }) => subscriber,
    ({ subscriber, waiting, waitingSince, deadLetters }) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, subscriber),
        cell('Waiting', waiting === null ? 'not known' : String(waiting)),
        cell('Oldest', waitingSince === null ? '–' : time(waitingSince)),
        cell('Dead letters', deadLetters ? String(deadLetters.resting) : 'not known', (deadLetters?.resting ?? 0) > 0),
        cell('Sent again', deadLetters ? String(deadLetters.replayed) : 'not known'),
      ),
  );
}

const UNKNOWN = { collection: 'not known', documents: null, events: null, oldestSince: null };

/** @param {SystemStatus} status */
function showOutboxes({ workers }) {
  const rows = workers.flatMap(({ name, backlog }) => {
    /** @type {{ collection: string, documents: number | null, events: number | null, oldestSince: string | null }[]} */
    const known = backlog?.filter(({ documents }) => documents > 0) ?? [UNKNOWN];
    return known.map((left) => ({ name, ...left }));
  });
  element('outboxes-none').hidden = rows.length > 0;
  element('outboxes-table').hidden = rows.length === 0;
  showList(
    element('outboxes'),
    rows,
    ({ name, collection }) => `${name} ${collection}`,
    ({ name, collection, documents, events, oldestSince }) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, collection),
        cell('Worker', name),
        cell('Records', documents === null ? '–' : String(documents)),
        cell('Events', events === null ? '–' : String(events)),
        cell(
          'Oldest',
          oldestSince === null ? '–' : time(oldestSince),
          oldestSince !== null && Date.now() - Date.parse(oldestSince) > STUCK_AFTER_MS,
        ),
      ),
  );
}

/** @param {DeadLetter} letter */
function letterCard(letter) {
  const { id, type, subscriber, lastError, parkedAt, replayedAt, traceId, message } = letter;
  const replay = make('button', { type: 'button', 'aria-describedby': `letter-${id}` }, 'Replay');
  replay.addEventListener('click', () => void replayLetter(letter));
  return make(
    'li',
    { class: 'card', 'data-state': replayedAt === null ? 'bad' : 'warn' },
    make(
      'div',
      { class: 'card-head' },
      make('h3', { id: `letter-${id}` }, type ?? 'Malformed message', make('span', {}, ` for ${subscriber}`)),
      replayedAt === null ? replay : make('span', { class: 'pill' }, 'Sent again ', time(replayedAt)),
    ),
    make('p', { class: 'message' }, lastError),
    make(
      'p',
      { class: 'facts' },
      'Parked ',
      time(parkedAt),
      ...(traceId ? [' · trace ', make('code', {}, traceId)] : []),
    ),
    make(
      'details',
      {},
      make('summary', {}, 'The message'),
      make('pre', { tabindex: '0' }, JSON.stringify(message, null, 2)),
    ),
  );
}

/** @param {LoggedError} error */
const errorCard = ({ worker, what, route, message, stack, count, firstAt, lastAt, lastTraceId }) =>
  make(
    'li',
    { class: 'card' },
    make(
      'div',
      { class: 'card-head' },
      make('h3', {}, worker, make('span', {}, ` ${[what, route].filter(Boolean).join(' · ')}`)),
      make('span', { class: 'pill' }, `${count}×`),
    ),
    message === '' ? null : make('p', { class: 'message' }, message),
    make(
      'p',
      { class: 'facts' },
      'Last ',
      time(lastAt),
      ...(count > 1 ? [', first ', time(firstAt)] : []),
      ...(lastTraceId ? [' · trace ', make('code', {}, lastTraceId)] : []),
    ),
    stack === null
      ? null
      : make('details', {}, make('summary', {}, 'Where it was thrown'), make('pre', { tabindex: '0' }, stack)),
  );

/**
 * @param {'letters' | 'errors'} what @param {{ totalCount: number, totalPages: number, pageNumber: number }} page
 */
function showPaging(what, { totalCount, totalPages, pageNumber }) {
  element(`${what}-count`).textContent = totalCount === 0 ? '' : String(totalCount);
  element(`${what}-none`).hidden = totalCount > 0;
  const nav = element(`${what}-pages`);
  nav.hidden = totalPages < 2;
  const [newer, place, older] = nav.children;
  newer?.toggleAttribute('disabled', pageNumber <= 1);
  older?.toggleAttribute('disabled', pageNumber >= totalPages);
  if (place) place.textContent = `${pageNumber} of ${totalPages}`;
  if (pageNumber > Math.max(1, totalPages)) {
    pageNumbers[what] = Math.max(1, totalPages);
    refresh();
  }
}

// ── What is done ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The event comes a moment after the dialog has closed: one of the time before may meet a dialog that is open again.
 *
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<void>}
 */
const closing = (dialog) =>
  new Promise((resolve) => {
    const heard = () => {
      if (dialog.open) return;
      dialog.removeEventListener('close', heard);
      resolve();
    };
    dialog.addEventListener('close', heard);
  });

/** @param {DeadLetter} letter */
async function replayLetter({ id, type, subscriber }) {
  const name = type ?? 'The message';
  element('confirm-text').textContent = `${name} goes to ${subscriber} again. It stays here until it is handled.`;
  confirmation.returnValue = 'no';
  confirmation.showModal();
  await closing(confirmation);
  if (confirmation.returnValue !== 'yes') return;
  say(`Replaying ${name} …`);
  try {
    await ask('POST', `/api/ops/dead-letters/${id}/replay`, crypto.randomUUID());
    say(`${name} was sent to ${subscriber} again.`);
  } catch (error) {
    if (error instanceof SessionEnded) return leave('Your session has ended. Sign in again.');
    say(`Not replayed: ${/** @type {Error} */ (error).message}`);
  }
  refresh();
}

async function readReadiness() {
  const { status, body } = await send('GET', '/ready');
  if (status === 200) return Object.fromEntries(Object.keys(body.checks).map((name) => [name, true]));
  if (status !== 503) throw new Error(messageOf({ status, body }));
  /** @type {{ field: string }[]} */
  const down = body.error.details;
  const known = [...element('services').children].map((tile) => [tile.getAttribute('data-key') ?? '', true]);
  return { ...Object.fromEntries(known), ...Object.fromEntries(down.map(({ field }) => [field, false])) };
}

async function showEverything() {
  const isInside = session !== null;
  const paged = (/** @type {number} */ number) => `pageNumber=${number}&pageSize=${PAGE_SIZE}`;
  const [ready, status, letters, errors] = await Promise.all([
    readReadiness(),
    isInside ? ask('GET', '/api/ops/status') : null,
    // While the store is down these cannot be had; the rest is then what one wants to see.
    isInside ? ask('GET', `/api/ops/dead-letters?${paged(pageNumbers.letters)}`).catch(unlessEnded) : null,
    isInside ? ask('GET', `/api/ops/errors?${paged(pageNumbers.errors)}`).catch(unlessEnded) : null,
  ]);
  if (isInside && session === null) return;
  showServices(ready, status);
  showOverall(ready, status);
  if (status) {
    showQueues(status);
    showOutboxes(status);
  }
  if (letters) {
    showList(element('letters'), /** @type {DeadLetter[]} */ (letters.items), ({ id }) => id, letterCard);
    showPaging('letters', letters);
  }
  if (errors) {
    showList(element('errors'), /** @type {LoggedError[]} */ (errors.items), ({ id }) => id, errorCard);
    showPaging('errors', errors);
  }
  keepTimesTrue();
  element('updated').textContent = `Updated ${new Date().toLocaleTimeString('en-GB')}`;
}

/** @param {unknown} error @returns {null} */
function unlessEnded(error) {
  if (error instanceof SessionEnded) throw error;
  return null;
}

let isPaused = false;
let isRefreshing = false;
let isDue = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Shows everything anew, now or right after what is being shown, and again in ten seconds. */
function refresh() {
  clearTimeout(timer);
  if (isRefreshing) {
    isDue = true;
    return;
  }
  isRefreshing = true;
  isDue = false;
  showEverything()
    .catch((/** @type {unknown} */ error) => {
      if (error instanceof SessionEnded) leave('Your session has ended. Sign in again.');
      else setOverall('bad', 'The system does not answer', [/** @type {Error} */ (error).message]);
    })
    .finally(() => {
      isRefreshing = false;
      if (isDue) refresh();
      else if (!isPaused && !document.hidden) timer = setTimeout(refresh, EVERY_MS);
    });
}

/** @param {{ name: string }} user */
function enter({ name }) {
  element('door').hidden = true;
  element('inside').hidden = false;
  element('controls').hidden = false;
  element('who').textContent = name;
  element('door-message').textContent = '';
  form.reset();
  element('main').focus({ preventScroll: true });
  scrollTo(0, 0);
  refresh();
}

/** @param {string} why */
function leave(why) {
  session = null;
  element('door').hidden = false;
  element('inside').hidden = true;
  element('controls').hidden = true;
  for (const list of ['letters', 'errors', 'queues', 'outboxes']) element(list).replaceChildren();
  if (confirmation.open) confirmation.close('no');
  say('');
  element('door-message').textContent = why;
  form.querySelector('input')?.focus();
  refresh();
}

async function signIn() {
  const message = element('door-message');
  message.textContent = '';
  const answered = await send('POST', '/api/auth/login', { body: Object.fromEntries(new FormData(form)) });
  if (answered.status !== 200) {
    message.textContent = messageOf(answered);
    return;
  }
  const { user, ...tokens } = answered.body;
  keep(tokens);
  if (user.userType === 1) enter(user);
  else await signOut('This page is for administrators. You are signed out again.');
}

/** @param {string} why */
async function signOut(why) {
  const refreshToken = session?.refreshToken;
  leave(why);
  const answered = await send('POST', '/api/auth/logout', { body: { refreshToken } });
  if (answered.status !== 200) {
    element('door-message').textContent = `Signed out here, but not on the server: ${messageOf(answered)}`;
  }
}

/** @param {Promise<void>} work */
const orSay = (work) =>
  work.catch((/** @type {unknown} */ error) => {
    element('door-message').textContent = `That did not work: ${/** @type {Error} */ (error).message}`;
  });

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void orSay(signIn());
});
element('sign-out').addEventListener('click', () => void orSay(signOut('You are signed out.')));
element('pause').addEventListener('click', () => {
  isPaused = !isPaused;
  element('pause').setAttribute('aria-pressed', String(isPaused));
  element('pause').textContent = isPaused ? 'Go on' : 'Pause';
  if (isPaused) clearTimeout(timer);
  else refresh();
});
for (const what of /** @type {const} */ (['letters', 'errors'])) {
  for (const button of element(`${what}-pages`).querySelectorAll('button')) {
    button.addEventListener('click', () => {
      pageNumbers[what] += Number(button.dataset['step']);
      refresh();
    });
  }
}
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !isPaused) refresh();
});
refresh();
