import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BootFailure } from './boot-failure.js';
import type { BaseConfig } from './config.js';

export type ServiceName = 'ingestion' | 'intent' | 'retrieval' | 'actions' | 'escalation' | 'feedback' | 'console';

/** What the shadow lane consists of: it reads copies, and neither delivers nor decides. */
export const shadowServices: readonly ServiceName[] = ['intent', 'retrieval', 'actions'];

/** The folder of the sockets by which the services of one desk on one machine find each other; made when missing. */
export function runDir(config: Pick<BaseConfig, 'DATABASE_URL' | 'KAFKA_BROKERS' | 'DESKHAND_DATA'>): string {
  const folder = join(tmpdir(), `deskhand-${createHash('sha256').update(identity(config)).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid())
    throw new BootFailure(`The run folder ${folder} belongs to another user: remove it, or set TMPDIR to a folder of your own.`);
  return folder;
}

function identity({ DATABASE_URL, KAFKA_BROKERS, DESKHAND_DATA }: Parameters<typeof runDir>[0]): string {
  if (DATABASE_URL) return `${DATABASE_URL}|${KAFKA_BROKERS?.join(',') ?? ''}`;
  mkdirSync(DESKHAND_DATA, { recursive: true });
  return realpathSync(DESKHAND_DATA);
}

/** Where a service answers gRPC: `<SERVICE>_GRPC` when set, else its socket. In the form grpc-js takes. */
export function grpcAddress(config: BaseConfig, service: ServiceName): string {
  const override = config[`${service.toUpperCase() as Uppercase<ServiceName>}_GRPC`];
  // The shadow has no conversations, cases or outcomes of its own: it asks those of the stable lane.
  const lane = config.LANE === 'shadow' && !shadowServices.includes(service) ? 'stable' : config.LANE;
  return override ?? `unix:${join(runDir(config), `${service}.${lane}.grpc.sock`)}`;
}

/** Where a service alone without PORT answers HTTP, for the front to find. */
export function httpSocket(config: BaseConfig, service: string): string {
  return join(runDir(config), `${service}.${config.LANE}.http.sock`);
}
