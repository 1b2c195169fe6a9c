import type { Bus } from '@deskhand/bus/bus.js';
import { sendProblem } from '@deskhand/kit/http-adapter.js';
import { Problem } from '@deskhand/kit/problem.js';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Queue } from '../perform/queue.js';

/** Requests worked on at a time: those that wait cost a socket, and their bodies are not read. */
const mostAtWork = 64;
/** Tickets under way in the desk before the next is let in: with more of them none is done sooner, and each costs more. */
const mostUnderWay = 192;
const mostWaiting = 512;
const patienceMs = 4_000;
const eventsOfTicket = 10;
const glanceMs = 20;

const intakeRoutes = new Set(['/v1/tickets', '/v1/tickets/:ticketId/messages', '/triage']);

/** Lets new work in as the desk gets it done: a burst waits a moment, and what would wait too long is refused before its body is read. */
export class Door implements OnModuleInit, OnModuleDestroy {
  readonly #queue = new Queue({ most: mostWaiting, patienceMs, everyMs: glanceMs, hasRoom: () => this.#hasRoom() });
  #atWork = 0;
  #underWay = 0;
  #lookedAt = 0;

  constructor(
    private readonly bus: Pick<Bus, 'lag' | 'saturated'>,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'POST' || !intakeRoutes.has(request.routeOptions.url ?? '')) return;
      if (this.bus.saturated('ingestion') || !(await this.#queue.enter(reply.raw))) return sendProblem(reply, saturated());
      // A triage holds its request until its ticket is done: it is counted as that.
      if (request.routeOptions.url === '/triage') return;
      this.#atWork++;
      reply.raw.once('close', () => {
        this.#atWork--;
        this.#queue.look();
      });
    });
  }

  onModuleDestroy(): void {
    this.#queue.close();
  }

  #hasRoom(): boolean {
    return this.#atWork < mostAtWork && this.#atWork + this.#onTheirWay() < mostUnderWay;
  }

  /** What waits for the services of this process; a look costs something, and things do not change faster. */
  #onTheirWay(): number {
    const now = performance.now();
    if (now - this.#lookedAt < glanceMs) return this.#underWay;
    this.#lookedAt = now;
    const { console: shown = 0, feedback: _aside, ...path } = this.bus.lag();
    return (this.#underWay = Math.max(Object.values(path).reduce((sum, lag) => sum + lag, 0), shown / eventsOfTicket));
  }
}

function saturated(): Problem {
  return new Problem(429, 'Saturated', 'The desk has as much waiting as it can take: send this again in two seconds.', { headers: { 'retry-after': '2' } });
}
