/** workerd's inspector: one for each Worker, spoken to as DevTools do. */

export interface Inspector {
  /** Which Worker: `core:user:thenorsound-users`. */
  id: string;
  send: (method: string, params?: object) => Promise<unknown>;
  close: () => void;
}

/** The inspectors of everything that runs behind this port. */
export async function inspectorsAt(port: number): Promise<Inspector[]> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    id: string;
    webSocketDebuggerUrl: string;
  }[];
  return Promise.all(
    targets.map(async ({ id, webSocketDebuggerUrl }) => ({ id, ...(await inspect(webSocketDebuggerUrl)) })),
  );
}

async function inspect(address: string) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let number = 0;
  const send = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      number += 1;
      const id = number;
      const hear = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data)) as { id?: number; result?: unknown };
        if (message.id !== id) return;
        socket.removeEventListener('message', hear);
        resolve(message.result);
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { send, close: () => socket.close() };
}
