import type { ServerResponse } from 'node:http';
import type { Answer } from '../call.js';

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json',
    'content-length': Buffer.byteLength(text),
    ...(answer.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    // What was not read of the body must not be taken for the next request.
    ...(answer.status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
