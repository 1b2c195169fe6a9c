import { type IncomingMessage, request as httpRequest } from 'node:http';

export interface ServiceAnswer {
  service: string;
  /** 0: it does not answer. */
  status: number;
  contentType: string;
  body: string;
}

const patienceMs = 3_000;

/** The same GET to every service, with what the caller sent to be judged by. */
export function askAll(sockets: readonly { service: string; socketPath: string }[], { url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): Promise<ServiceAnswer[]> {
  const { host, origin, authorization } = headers;
  const passed = { ...(host && { host }), ...(origin && { origin }), ...(authorization && { authorization }) };
  return Promise.all(sockets.map(({ service, socketPath }) => ask(service, socketPath, url ?? '/', passed)));
}

function ask(service: string, socketPath: string, path: string, headers: Record<string, string>): Promise<ServiceAnswer> {
  return new Promise((resolve) => {
    const nothing = () => resolve({ service, status: 0, contentType: '', body: '' });
    const asked = httpRequest({ socketPath, path, headers, timeout: patienceMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', nothing);
      response.on('end', () => resolve({ service, status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString('utf8') }));
    });
    asked.on('error', nothing).on('timeout', () => asked.destroy()).end();
  });
}
