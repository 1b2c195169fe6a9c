import { Agent, createServer, type IncomingMessage, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import { serviceNames, type ServiceName } from '@deskhand/contracts/words.js';
import { Problem } from '@deskhand/kit/problem.js';
import { routes } from '../routes.js';
import { askAll } from './ask-all.js';
import { findRoute } from './find-route.js';
import { mergeMetrics } from './merge-metrics.js';
import { mergeReadiness } from './merge-readiness.js';

/** The service that refuses what nobody owns: every service guards in the same way. */
const doorkeeper: ServiceName = 'console';

/** Hop by hop: they are between us and one side. */
const ownHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection', 'te', 'trailer'];

/** One port before the services of this machine: sends each request to its owner's socket, as it is. */
export function makeFrontServer(socketOf: (service: ServiceName) => string): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: 'fifo' });
  const sockets = serviceNames.map((service) => ({ service, socketPath: socketOf(service) }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
    if (path === '/readyz') return answerMerged(request, response, mergeReadiness);
    if (path === '/metrics') return answerMerged(request, response, mergeMetrics);
    const { route, methods } = findRoute(routes, request.method ?? 'GET', path);
    if (!route && methods.length > 0) throw wrongMethod(request, path, methods);
    pass(request, response, socketOf(route?.owner ?? doorkeeper));
  }

  async function answerMerged(request: IncomingMessage, response: ServerResponse, merge: typeof mergeReadiness): Promise<void> {
    const answers = await askAll(sockets, request);
    const refusal = answers.find(({ status }) => status === 401 || status === 403);
    if (refusal) return send(response, refusal.status, refusal.contentType, refusal.body);
    const { status, contentType, body } = merge(answers);
    send(response, status, contentType, body);
  }

  function pass(request: IncomingMessage, response: ServerResponse, socketPath: string): void {
    const onward = httpRequest({ agent, socketPath, method: request.method, path: request.url, headers: headersOf(request) });
    onward.on('response', (answered) => {
      response.writeHead(answered.statusCode ?? 502, without(answered.headers, ownHeaders));
      answered.on('error', () => response.destroy()).pipe(response);
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : sendProblem(response, away())));
    response.on('close', () => onward.destroy());
    request.on('error', () => onward.destroy()).pipe(onward);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendProblem(response, error instanceof Problem ? error : away()));
  });
  server.on('close', () => agent.destroy());
  server.on('clientError', (_error, socket) => socket.writable && socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'));
  return server;
}

function headersOf({ headers, socket }: IncomingMessage): IncomingMessage['headers'] {
  return { ...without(headers, ownHeaders), ...(headers['transfer-encoding'] && { 'transfer-encoding': headers['transfer-encoding'] }), 'x-forwarded-for': socket.remoteAddress };
}

function without(headers: IncomingMessage['headers'], names: readonly string[]): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function wrongMethod({ method }: IncomingMessage, path: string, methods: string[]): Problem {
  const allow = methods.join(', ');
  return new Problem(405, 'Wrong method', `${path} is served under ${allow}, not ${method}.`, { headers: { allow } });
}

function away(): Problem {
  return new Problem(503, 'Starting', 'The service behind this path is just starting: try again in a second.', { headers: { 'retry-after': '1' } });
}

function sendProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) return void response.destroy();
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  send(response, problem.status, 'application/problem+json', JSON.stringify(problem.body()));
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body);
}
