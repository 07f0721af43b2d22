// Runs in the browser: the reference, and a sign-in that every tried call uses. Tokens stay in this page's memory.
(() => {
  const element = (id) => document.getElementById(id);
  const form = element('sign-in');
  const message = element('message');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', follow);
  follow();

  /** The session, renewed a minute before its access token ends. */
  let session = null;

  const reference = SwaggerUIBundle({
    url: '/openapi.json',
    domNode: element('reference'),
    deepLinking: true,
    filter: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 3,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    showExtensions: false,
    requestSnippetsEnabled: true,
    validatorUrl: null,
    syntaxHighlight: { theme: 'nord' },
  });

  async function post(path, body) {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error?.message ?? `The answer was ${response.status}`);
    return answer;
  }

  function keep(tokens) {
    session = { ...session, ...tokens };
    reference.preauthorizeApiKey('bearerAuth', session.accessToken);
    clearTimeout(session.timer);
    session.timer = setTimeout(() => void renew(), (session.expiresIn - 60) * 1000);
  }

  async function renew() {
    try {
      keep(await post('/api/auth/refresh', { refreshToken: session.refreshToken }));
    } catch (error) {
      show(null);
      message.textContent = `Signed out: ${error.message}`;
    }
  }

  function show(user) {
    form.hidden = user !== null;
    element('signed-in').hidden = user === null;
    element('who').textContent = user === null ? '' : `Signed in as ${user.name}`;
    if (user !== null) return;
    clearTimeout(session?.timer);
    session = null;
    reference.authActions.logout(['bearerAuth']);
  }

  async function signIn() {
    message.textContent = 'Signing in …';
    try {
      const { user, ...tokens } = await post('/api/auth/login', Object.fromEntries(new FormData(form)));
      keep(tokens);
      show(user);
      form.reset();
      message.textContent = '';
    } catch (error) {
      message.textContent = error.message;
    }
  }

  async function signOut() {
    const { refreshToken } = session;
    show(null);
    try {
      await post('/api/auth/logout', { refreshToken });
      message.textContent = 'Signed out';
    } catch (error) {
      message.textContent = `Signed out here, but not on the server: ${error.message}`;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn();
  });
  element('sign-out').addEventListener('click', () => void signOut());
})();
