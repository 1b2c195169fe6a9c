import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { guardHttp, type HttpGuardOptions } from './http-guard.js';
import { parseJson } from './parse-json.js';
import { Problem } from './problem.js';
import { toProblem } from './to-problem.js';

const bodyLimit = 256 * 1024;
/** An id of 200 code points, each four bytes long and each byte percent-encoded, fits. */
const maxParamLength = 4096;

/** Fastify under Nest, guarded, whose own refusals are problems too. */
export function createHttpAdapter(options: HttpGuardOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => void sendProblem(reply, toProblem(error)),
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => answerRaw(error, socket),
  });
  const fastify = adapter.getInstance();
  guardHttp(fastify, options);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, async (_request: FastifyRequest, body: Buffer) => parseJson(body));
  return adapter;
}

/** As bytes, since Fastify adds a charset to strings, which JSON has no use for. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).headers(problem.headers).type('application/problem+json').send(Buffer.from(JSON.stringify(problem.body())));
}

/** What is not even HTTP never becomes a request, so the answer is written by hand. */
function answerRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = new Problem(status, STATUS_CODES[status]!, 'The request is not well-formed HTTP: nothing of it was read.');
  const body = JSON.stringify(problem.body());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
