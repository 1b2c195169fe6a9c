import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serviceNames, type ServiceName } from '@deskhand/contracts/words.js';
import { Problem } from '@deskhand/kit/problem.js';
import { type OwnedRoute, routes } from '../routes.js';
import { askAll } from './ask-all.js';
import { findRoute } from './find-route.js';
import { mergeMetrics } from './merge-metrics.js';
import { mergeReadiness } from './merge-readiness.js';
import { passOn } from './pass-on.js';

/** The service that refuses what nobody owns: every service guards in the same way. */
const doorkeeper: ServiceName = 'console';

/** Writes that carry an id of their own, or say what is to be: the same again changes nothing. */
const repeatable = new Set([
  '/v1/tickets', '/v1/tickets/:ticketId/messages', '/triage', '/v1/feedback', '/v1/tools/pause', '/v1/tools/resume',
  '/v1/conversations/:conversationId/takeover', '/v1/conversations/:conversationId/release', '/v1/conversations/:conversationId/resolve',
]);

/** Longer than a service takes to stop and to start again. */
const restartMs = 25_000;

/** Hop by hop: they are between us and one side. */
const ownHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection', 'te', 'trailer'];

/** One port before the services of this machine: sends each request to its owner's socket, as it is. */
/** @param patienceMs how long a request waits for a service that is being started again */
export function makeFrontServer(socketOf: (service: ServiceName) => string, patienceMs = restartMs): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: 'fifo' });
  const sockets = serviceNames.map((service) => ({ service, socketPath: socketOf(service) }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
    if (path === '/readyz') return answerMerged(request, response, mergeReadiness);
    if (path === '/metrics') return answerMerged(request, response, mergeMetrics);
    const { route, methods } = findRoute(routes, request.method ?? 'GET', path);
    if (!route && methods.length > 0) throw wrongMethod(request, path, methods);
    await pass(request, response, socketOf(route?.owner ?? doorkeeper), route);
  }

  async function answerMerged(request: IncomingMessage, response: ServerResponse, merge: typeof mergeReadiness): Promise<void> {
    const answers = await askAll(sockets, request);
    const refusal = answers.find(({ status }) => status === 401 || status === 403);
    if (refusal) return send(response, refusal.status, refusal.contentType, refusal.body);
    const { status, contentType, body } = merge(answers);
    send(response, status, contentType, body);
  }

  function pass(request: IncomingMessage, response: ServerResponse, socketPath: string, route: OwnedRoute | undefined): Promise<void> {
    const isRepeatable = request.method === 'GET' || (route !== undefined && repeatable.has(route.path));
    return passOn(request, response, { agent, socketPath, headers: headersOf(request), isRepeatable, patienceMs }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, without(answered.headers, ownHeaders));
      answered.on('error', () => response.destroy()).pipe(response);
    });
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
