import { newestMigrations } from './newest-migrations.js';
import type { DeskHttp } from '../desk-http.js';
import { fault, type Finding, ok, warning } from './finding.js';
import { readFigures } from './read-figures.js';

interface Operations {
  clockSkewMs: number;
  outbox: { records: number; oldestSeconds: number };
  unwatched: number;
  migrations: Record<string, string>;
  budget: { spentUsd: string | null; perDayUsd: string };
}

const longBehindSeconds = 60;
const longInOutboxSeconds = 30;
const muchSkewMs = 2_000;
const muchUnwatched = 10_000;

/** Whether what is said arrives: backlog, outbox, clocks, migrations, budget. */
export async function checkFlow(desk: DeskHttp): Promise<Finding[]> {
  const { status, body } = await desk.call<Operations>('GET', '/v1/operations');
  if (status !== 200) return [];
  const { body: metrics } = await desk.call<string>('GET', '/metrics');
  return [...backlog(String(metrics)), outbox(body), clock(body), ...migrations(body), ...unwatched(body), ...budget(body)];
}

function backlog(metrics: string): Finding[] {
  const [records, seconds] = [readFigures(metrics, 'deskhand_bus_lag_records'), readFigures(metrics, 'deskhand_bus_behind_seconds')];
  const late = [...records].filter(([service, count]) => count > 0 && (seconds.get(service) ?? 0) >= longBehindSeconds);
  const all = [...records.values()].reduce((sum, count) => sum + count, 0);
  if (late.length === 0) return records.size === 0 ? [] : [ok(`${all} records wait, no service has been behind for ${longBehindSeconds} s`)];
  return late.map(([service, count]) =>
    warning(`${service} is ${count} records behind, and has been for ${seconds.get(service)} s`, `look at the log of ${service}; on Kafka add processes: npm run service -- ${service}, and find out what it waits for with npx deskhand dlq list`),
  );
}

function outbox({ outbox: { records, oldestSeconds } }: Operations): Finding {
  if (records === 0 || oldestSeconds < longInOutboxSeconds) return ok(`the outbox is empty, or its oldest event is younger than ${longInOutboxSeconds} s`);
  return fault(`${records} events wait in the outbox, the oldest for ${oldestSeconds} s: nothing gets to the broker`, 'start the broker again, or correct KAFKA_BROKERS; nothing is lost, the events go out once it answers');
}

function clock({ clockSkewMs }: Operations): Finding {
  if (Math.abs(clockSkewMs) < muchSkewMs) return ok(`the clocks of desk and database are ${Math.abs(clockSkewMs)} ms apart`);
  return warning(`the clocks of desk and database are ${(Math.abs(clockSkewMs) / 1000).toFixed(1)} s apart`, 'timedatectl set-ntp true, on both machines');
}

function migrations({ migrations: done }: Operations): Finding[] {
  const here = newestMigrations();
  const behind = Object.entries(here).filter(([schema, name]) => done[schema] !== undefined && done[schema]! < name);
  const ahead = Object.entries(done).filter(([schema, name]) => here[schema] !== undefined && name > here[schema]!);
  if (behind.length > 0) return [fault(`the database lacks ${behind.map(([schema, name]) => `${schema}/${name}`).join(', ')}`, 'start the desk again with this version: it brings its tables up to date')];
  if (ahead.length > 0) return [warning(`the database was brought up to date by a newer Deskhand (${ahead.map(([schema, name]) => `${schema}/${name}`).join(', ')})`, 'use the command line of that version')];
  return [ok(`the tables of ${Object.keys(done).length} schemas are up to date`)];
}

function unwatched({ unwatched: count }: Operations): Finding[] {
  return count < muchUnwatched ? [] : [warning(`the watcher of the promises is ${count} events behind`, 'look at the log of console')];
}

function budget({ budget: { spentUsd, perDayUsd } }: Operations): Finding[] {
  if (spentUsd === null) return [];
  const left = Number(perDayUsd) - Number(spentUsd);
  if (left > Number(perDayUsd) * 0.1) return [ok(`$${spentUsd} of today's $${perDayUsd} for models is spent`)];
  return [warning(`$${spentUsd} of today's $${perDayUsd} for models is spent: without them the desk answers by rules`, 'raise model.spendPerDay in policies/limits.yaml and start again, or wait for tomorrow (UTC)')];
}
