import { randomBytes } from 'node:crypto';
import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type SpanKind,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { BaseConfig } from './config.js';
import { attributeNames } from './telemetry-names.js';

export interface Telemetry {
  /** Sends what is buffered. */
  stop(): Promise<void>;
}

/** W3C context always; spans are recorded and exported only when OTEL_EXPORTER_OTLP_ENDPOINT is set. Once per process. */
export async function startTelemetry(config: Pick<BaseConfig, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'LANE'>, name: string): Promise<Telemetry> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return { stop: async () => undefined };
  const { startExporter } = await import('./start-exporter.js');
  return startExporter(config.OTEL_EXPORTER_OTLP_ENDPOINT, name, config.LANE);
}

/** Writes the current trace into headers (Kafka, stored events). */
export function inject(headers: Record<string, string>): Record<string, string> {
  propagation.inject(context.active(), headers, defaultTextMapSetter);
  return headers;
}

/** The context that headers carry; a root one when they carry none. */
export function extract(headers: Record<string, unknown>): Context {
  return propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
}

export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** Where the work comes from; the current context unless given. */
  parent?: Context;
}

/** A context with a new span in it. Without an exporter nothing is recorded, yet the trace id passes through, or begins here. */
export function begin(name: string, { kind, attributes, parent = context.active() }: SpanOptions): Context {
  const span = trace.getTracer('deskhand').startSpan(name, { ...(kind !== undefined && { kind }), ...(attributes && { attributes }) }, parent);
  return trace.isSpanContextValid(span.spanContext()) ? trace.setSpan(parent, span) : unrecordedRoot(parent);
}

/** Runs `work` in a span of its own, which ends with it. */
export async function traced<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const active = begin(name, options);
  const span = trace.getSpan(active);
  if (!span?.isRecording()) return context.with(active, work);
  try {
    return await context.with(active, work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute(attributeNames.errorType, error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}

export function currentTraceId(): string | undefined {
  return trace.getSpanContext(context.active())?.traceId;
}

function unrecordedRoot(parent: Context): Context {
  const ids = randomBytes(24);
  return trace.setSpanContext(parent, {
    traceId: ids.toString('hex', 0, 16),
    spanId: ids.toString('hex', 16),
    traceFlags: TraceFlags.NONE,
  });
}
