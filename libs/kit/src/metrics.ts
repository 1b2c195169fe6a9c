import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricNames } from './telemetry-names.js';

export interface DeadLetterCount {
  service: string;
  topic: string;
  count: number;
}

/** What Prometheus scrapes. Labels take words of closed sets only, never ids. */
export class Metrics {
  readonly registry = new Registry();

  readonly tickets = new Counter({
    name: metricNames.tickets,
    help: 'Tickets classified',
    labelNames: ['intent', 'sentiment', 'priority'],
    registers: [this.registry],
  });

  readonly workflowDuration = new Histogram({
    name: metricNames.workflowDuration,
    help: 'Seconds from a customer message to its settled turn',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
    registers: [this.registry],
  });

  readonly llmCost = new Counter({
    name: metricNames.llmCost,
    help: 'US dollars spent on language models',
    labelNames: ['model', 'tier'],
    registers: [this.registry],
  });

  readonly humanInterventions = new Counter({
    name: metricNames.humanInterventions,
    help: 'Turns handed to a person, by escalation code',
    labelNames: ['reason'],
    registers: [this.registry],
  });

  readonly guardrailTriggers = new Counter({
    name: metricNames.guardrailTriggers,
    help: 'Rules that stopped or changed what the bot would have done',
    labelNames: ['rule'],
    registers: [this.registry],
  });

  readonly invariantViolations = new Counter({
    name: metricNames.invariantViolations,
    help: 'Promises that were broken; above 0 wakes somebody',
    labelNames: ['rule'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Asked at each scrape. */
  collectDeadLetters(counts: () => Promise<DeadLetterCount[]> | DeadLetterCount[]): void {
    new Gauge({
      name: metricNames.deadLetters,
      help: 'Messages waiting in dead letter topics',
      labelNames: ['service', 'topic'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const { service, topic, count } of await counts()) this.set({ service, topic }, count);
      },
    });
  }

  /** Asked at each scrape: records that wait for a service, and for how long now some have. */
  collectLag(lag: () => ReadonlyMap<string, { records: number; seconds: number }>): void {
    const gauge = (name: string, help: string, figure: 'records' | 'seconds') =>
      new Gauge({
        name,
        help,
        labelNames: ['service'],
        registers: [this.registry],
        collect() {
          this.reset();
          for (const [service, figures] of lag()) this.set({ service }, figures[figure]);
        },
      });
    gauge(metricNames.busLag, 'Records that wait for a service or are in its hands', 'records');
    gauge(metricNames.busBehind, 'Seconds for which a service has not been without waiting records', 'seconds');
  }

  gauge(name: string, help: string, value: () => Promise<number> | number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await value());
      },
    });
  }
}
