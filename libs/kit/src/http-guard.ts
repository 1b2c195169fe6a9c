import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allowedMethods, type Route } from './allowed-methods.js';
import type { BaseConfig } from './config.js';
import { isOwnHost, isOwnOrigin } from './is-own-host.js';
import { Problem } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, when the bearer is a person's token. */
    person?: string;
  }
}

export interface HttpGuardOptions {
  config: Pick<BaseConfig, 'API_TOKEN' | 'PUBLIC_HOSTS'>;
  /** The name of the person whose token this is, if it is one. */
  person?: (token: string) => Promise<string | undefined> | string | undefined;
  /** True once the desk has begun to stop. */
  stopping?: () => boolean;
}

/**
 * Who may ask what, before a body is read: foreign hosts and origins (403), the bearer (401), unknown routes and methods
 * (404, 405), writes that are not JSON (415). Added before any route is.
 */
export function guardHttp(fastify: FastifyInstance, { config, person, stopping }: HttpGuardOptions): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  fastify.addHook('onRequest', async (request) => {
    const token = bearer(request);
    const name = token === undefined ? undefined : await person?.(token);
    if (name !== undefined) request.person = name;
    const known = name !== undefined || (token !== undefined && config.API_TOKEN !== undefined && isSame(token, config.API_TOKEN));
    refuseForeign(request, config, known);
    if (config.API_TOKEN && !known && !isOpen(request)) throw unknownCaller();
    if (request.is404) throw noSuchRoute(request, routes);
    if (stopping?.() && !isProbe(request)) throw stoppingNow();
    refuseNonJson(request);
  });
}

function refuseForeign(request: FastifyRequest, { PUBLIC_HOSTS, API_TOKEN }: HttpGuardOptions['config'], known: boolean): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, PUBLIC_HOSTS)) throw foreign('Origin', origin);
  // An orchestrator probes by the address of the pod; a desk without API_TOKEN has none but loopback.
  const unchecked = known || (API_TOKEN !== undefined && isProbe(request));
  if (!unchecked && host !== undefined && !isOwnHost(host, PUBLIC_HOSTS)) throw foreign('Host', host);
}

function foreign(header: string, value: string): Problem {
  return new Problem(403, 'Foreign caller', `${header} "${value}" is neither this machine nor in PUBLIC_HOSTS: add its host name there if it is yours.`);
}

function unknownCaller(): Problem {
  const headers = { 'www-authenticate': 'Bearer' };
  return new Problem(401, 'Who are you?', 'This desk needs "Authorization: Bearer" with its API_TOKEN.', { headers });
}

function noSuchRoute(request: FastifyRequest, routes: Route[]): Problem {
  const path = pathOf(request);
  const methods = allowedMethods(routes, path);
  if (methods.length === 0) return new Problem(404, 'Not found', `There is no ${path} here: /docs lists what there is.`);
  const allow = methods.join(', ');
  return new Problem(405, 'Wrong method', `${path} is served under ${allow}, not ${request.method}.`, { headers: { allow } });
}

function stoppingNow(): Problem {
  return new Problem(503, 'Stopping', 'This desk is stopping: try again in a few seconds.', { headers: { 'retry-after': '5', connection: 'close' } });
}

function refuseNonJson(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || isWebhook(request)) return;
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  throw new Problem(415, 'Not declared as JSON', `A ${request.method} needs the header "content-type: application/json".`);
}

function isOpen(request: FastifyRequest): boolean {
  return isProbe(request) || isWebhook(request);
}

function isProbe(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/healthz' || request.routeOptions.url === '/readyz';
}

/** Webhooks are signed by the provider and come in the provider's own content type. */
function isWebhook(request: FastifyRequest): boolean {
  const path = request.is404 ? pathOf(request) : (request.routeOptions.url ?? '');
  return request.method === 'POST' && path.startsWith('/webhooks/');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

function bearer(request: FastifyRequest): string | undefined {
  return /^bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Hashed first, so that neither content nor length shows in the time it takes. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(sha256(given), sha256(wanted));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
