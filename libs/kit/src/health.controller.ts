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
    const reasons = new Map<string, string[]>(this.readiness.names().map((name) => [name, []]));
    const ready = await this.isReady(reasons);
    void reply.code(ready ? 200 : 503);
    const [deadLetters, violations] = await Promise.all([this.readiness.deadLetters(), this.readiness.violations()]);
    return { status: ready ? 'ready' : 'not_ready', reasons: [...reasons.values()].flat(), deadLetters, violations };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }

  private async isReady(reasons: Map<string, string[]>): Promise<boolean> {
    try {
      await this.health.check([...reasons.keys()].map((name) => this.indicator(name, reasons)));
      return true;
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return false;
      throw error;
    }
  }

  private indicator(name: string, all: Map<string, string[]>): HealthIndicatorFunction {
    return async () => {
      const reasons = await this.readiness.reasons(name);
      all.set(name, reasons);
      return { [name]: { status: reasons.length === 0 ? 'up' : 'down' } };
    };
  }
}
