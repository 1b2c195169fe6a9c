import { type Agent, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Onward {
  readonly agent: Agent;
  readonly socketPath: string;
  readonly headers: IncomingMessage['headers'];
  /** The same again has the same effect: it may be sent again when it is not known what became of it. */
  readonly isRepeatable: boolean;
  /** How long to wait for a service that is being started again. */
  readonly patienceMs: number;
}

const longestKept = 1_048_576;
const pauseMs = 100;
/** Nobody listens there: nothing was sent. */
const nobodyThere = new Set(['ENOENT', 'ECONNREFUSED']);

/**
 * Sends a request to a service and pipes its answer back. While the service stops or starts again the request waits and is sent anew, where it is
 * certain that nothing was done, or that doing it again changes nothing. @throws what kept it from being answered, while nothing has been
 */
export async function passOn(request: IncomingMessage, response: ServerResponse, onward: Onward, answer: (answered: IncomingMessage) => void): Promise<void> {
  const body = await readBody(request);
  for (const end = Date.now() + onward.patienceMs; ; await sleep(pauseMs)) {
    const isLast = Date.now() >= end || !body.isWhole;
    const outcome = await send(request, response, body, onward, isLast, answer);
    if (outcome === 'answered' || response.destroyed) return;
    if (isLast || !mayRepeat(outcome, onward)) throw outcome.error ?? new Error('The service is stopping.');
  }
}

interface Body {
  readonly read: Buffer;
  /** False: there is more of it, to be piped, once. */
  readonly isWhole: boolean;
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = request.read() as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      if ((size += chunk.length) > longestKept) return { read: Buffer.concat(chunks), isWhole: false };
    } else if (request.readableEnded || request.complete) return { read: Buffer.concat(chunks), isWhole: true };
    else await new Promise<void>((resolve, reject) => {
      const done = () => {
        request.off('readable', done).off('end', done);
        resolve();
      };
      request.once('readable', done).once('end', done).once('error', reject);
    });
  }
}

interface Unanswered {
  /** Absent: it answered that it is stopping. */
  readonly error?: NodeJS.ErrnoException;
}

function send(request: IncomingMessage, response: ServerResponse, body: Body, { agent, socketPath, headers }: Onward, isLast: boolean, answer: (answered: IncomingMessage) => void): Promise<'answered' | Unanswered> {
  return new Promise((resolve) => {
    const asked = httpRequest({ agent, socketPath, method: request.method, path: request.url, headers });
    const leave = () => asked.destroy();
    asked.once('response', (answered) => {
      if (!isLast && isStopping(answered)) {
        answered.resume();
        response.off('close', leave);
        return resolve({});
      }
      answer(answered);
      resolve('answered');
    });
    asked.once('error', (error) => {
      response.off('close', leave);
      resolve({ error });
    });
    response.once('close', leave);
    if (body.isWhole) return void asked.end(body.read);
    asked.write(body.read);
    request.pipe(asked);
  });
}

/** A service that has begun to stop, or has not caught up yet, says so before it does anything, and closes the connection. */
function isStopping({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 503 && headers.connection === 'close';
}

function mayRepeat({ error }: Unanswered, { isRepeatable }: Onward): boolean {
  return error === undefined || nobodyThere.has(error.code ?? '') || isRepeatable;
}
