import { Controller, Get, Header, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthIndicatorFunction } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Alive means that the process answers: what it depends on is readiness. */
  @Get('healthz')
  alive() {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const reasons: string[] = [];
    const status = await this.check(reasons);
    void reply.code(status);
    return { status: status === 200 ? 'ready' : 'not_ready', reasons, deadLetters: await this.readiness.deadLetters() };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }

  private async check(reasons: string[]): Promise<number> {
    try {
      await this.health.check(this.readiness.names().map((name) => this.indicator(name, reasons)));
      return 200;
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return 503;
      throw error;
    }
  }

  private indicator(name: string, all: string[]): HealthIndicatorFunction {
    return async () => {
      const reasons = await this.readiness.reasons(name);
      all.push(...reasons);
      return { [name]: { status: reasons.length === 0 ? 'up' : 'down' } };
    };
  }
}
