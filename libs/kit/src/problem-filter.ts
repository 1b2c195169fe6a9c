import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from './http-adapter.js';
import { toProblem } from './to-problem.js';

/** Every HTTP error leaves as RFC 9457; those of our own making are logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.status >= 500 && error !== problem) {
      const { method, routeOptions } = http.getRequest<FastifyRequest>();
      this.#logger.error({ err: error, method, route: routeOptions.url }, 'a request failed');
    }
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy();
    void sendProblem(reply, problem);
  }
}
