import { context, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attributeNames } from './telemetry-names.js';
import { begin, extract } from './telemetry.js';

/** Each request continues the caller's trace, or begins one, and handlers run inside it. */
export function traceHttp(fastify: FastifyInstance): void {
  const contexts = new WeakMap<FastifyRequest, Context>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { [attributeNames.httpMethod]: request.method, [attributeNames.httpRoute]: route };
    const active = begin(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes, parent: extract(request.headers) });
    contexts.set(request, active);
    void reply.header('trace-id', trace.getSpanContext(active)!.traceId);
    done();
  });
  // Once the body is read, and not before: its last chunk arrives outside any context set earlier.
  fastify.addHook('preValidation', (request, _reply, done) => context.with(contexts.get(request)!, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = trace.getSpan(contexts.get(request) ?? context.active());
    span?.setAttribute(attributeNames.httpStatus, reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
