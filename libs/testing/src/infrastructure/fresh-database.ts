import { randomUUID } from 'node:crypto';
import { askInfrastructure } from './ask-infrastructure.js';
import { queryPostgres } from './query-postgres.js';

/** Creates an empty database for the calling spec on the run's shared Postgres and returns its url. */
export async function freshDatabase(): Promise<string> {
  const server = await askInfrastructure('postgres');
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await queryPostgres(server, `create database ${name}`);
  return server.replace(/[^/]+$/, name);
}
