import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { begin, currentTraceId, extract, inject, startTelemetry, traced } from './telemetry.js';

it('carries one trace from headers to headers, with and without an exporter', async () => {
  const received: Buffer[] = [];
  const collector = createServer(async (request, response) => {
    for await (const chunk of request) received.push(chunk as Buffer);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const arrived = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };

  const silent = await startTelemetry({ LANE: 'stable' }, 'intent');
  const passed = await traced('ticket.received.v1 process', { parent: extract(arrived) }, async () => inject({}));
  expect(passed).toEqual(arrived);
  expect(await traced('root', { parent: extract({}) }, async () => currentTraceId())).toMatch(/^[0-9a-f]{32}$/);
  expect(extract({ traceparent: 'garbage' })).toBe(extract({}));
  await silent.stop();

  const telemetry = await startTelemetry({ LANE: 'canary', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, 'intent');
  const child = await traced('ticket.received.v1 process', { kind: SpanKind.CONSUMER, parent: extract(arrived) }, async () => inject({}));
  expect(child['traceparent']).toMatch(new RegExp(`^00-${traceId}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
  await expect(traced('fails', {}, () => Promise.reject(new TypeError('x')))).rejects.toThrow('x');
  expect(begin('open', {})).toBeDefined();
  await telemetry.stop();
  collector.close();
  const sent = Buffer.concat(received);
  for (const word of ['ticket.received.v1 process', 'deskhand.lane', 'canary', 'fails', 'TypeError']) expect(sent.includes(word), word).toBe(true);
  expect(sent.includes(Buffer.from(traceId, 'hex'))).toBe(true);
});

it('keeps concurrent traces apart', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      traced('work', { parent: extract({}) }, async () => {
        const before = currentTraceId();
        await new Promise((resolve) => setTimeout(resolve, i % 5));
        return before === currentTraceId() ? before : undefined;
      }),
    ),
  );
  expect(new Set(ids).size).toBe(20);
  expect(ids).not.toContain(undefined);
});
