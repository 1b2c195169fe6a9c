import { z } from 'zod';
import { BootFailure } from './boot-failure.js';
import { isLoopback } from './is-loopback.js';

const list = z.string().transform((text) => text.split(',').map((item) => item.trim()).filter(Boolean));

const broker = /^(?:\[[0-9a-f:]+\]|[^\s:,]+):\d{1,5}$/i;

function url(what: string, protocols: string[]) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), what);
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535');

/** What every service reads; a service adds its own with `baseConfigSchema.extend({ … })`. */
export const baseConfigSchema = z.object({
  /** Unset: 8080 for the desk, a unix socket in the run folder for a service alone. 0: any free port. */
  PORT: port.optional(),
  HOST: z.string().default('127.0.0.1'),
  /** Any length: the contract asks for none. What no header can carry could never be sent. */
  API_TOKEN: z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces').optional(),
  /** Host names other than loopback under which browsers may reach the desk. */
  PUBLIC_HOSTS: list.transform((hosts) => hosts.map((host) => host.toLowerCase())).default([]),
  DESKHAND_DATA: z.string().default('./.deskhand'),
  DATABASE_URL: url('must look like postgres://user:password@host:5432/name', ['postgres:', 'postgresql:']).optional(),
  KAFKA_BROKERS: list
    .refine((brokers) => brokers.length > 0 && brokers.every((item) => broker.test(item)), 'must be host:port, several of them separated by commas')
    .optional(),
  REDIS_URL: url('must look like redis://host:6379', ['redis:', 'rediss:']).optional(),
  CATALOGUE_DIR: z.string().optional(),
  LANE: z.enum(['stable', 'canary', 'control', 'shadow'], 'must be stable, canary, control or shadow').default('stable'),
  MODE: z.enum(['auto', 'suggest'], 'must be auto or suggest').default('auto'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
    .default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('must look like http://host:4318', ['http:', 'https:']).optional(),
  INGESTION_GRPC: z.string().optional(),
  INTENT_GRPC: z.string().optional(),
  RETRIEVAL_GRPC: z.string().optional(),
  ACTIONS_GRPC: z.string().optional(),
  ESCALATION_GRPC: z.string().optional(),
  FEEDBACK_GRPC: z.string().optional(),
  CONSOLE_GRPC: z.string().optional(),
});

export type BaseConfig = z.infer<typeof baseConfigSchema>;

type Environment = Record<string, string | undefined>;

/** Parses the environment once; an empty variable counts as unset. @throws BootFailure with one sentence per fault. */
export function parseConfig<Schema extends z.ZodType<BaseConfig>>(schema: Schema, env: Environment): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BootFailure(parsed.error.issues.map((issue) => sentence(issue, given)).join('\n'));
  const faults = crossFaults(parsed.data);
  if (faults.length > 0) throw new BootFailure(faults.join('\n'));
  return parsed.data;
}

const secret = /TOKEN|SECRET|KEY|PASSWORD|_URL$/;

function sentence(issue: z.core.$ZodIssue, env: Environment): string {
  const name = issue.path.map(String).join('.') || 'The environment';
  const value = env[name];
  if (value === undefined) return `${name} is not set: it is needed (${issue.message}).`;
  return `${name} is ${secret.test(name) ? 'set to a value' : `"${value}"`} that cannot be used: it ${issue.message}.`;
}

function crossFaults(config: BaseConfig): string[] {
  const faults: string[] = [];
  if (config.KAFKA_BROKERS && !config.DATABASE_URL)
    faults.push('KAFKA_BROKERS is set but DATABASE_URL is not: with Kafka the desk needs a Postgres, so set DATABASE_URL to one.');
  if (config.LANE !== 'stable' && !config.KAFKA_BROKERS)
    faults.push(`LANE is "${config.LANE}" but KAFKA_BROKERS is not set: lanes are apart only on Kafka, so set KAFKA_BROKERS and DATABASE_URL to those of the stable services.`);
  if (!isLoopback(config.HOST) && !config.API_TOKEN)
    faults.push(`HOST is "${config.HOST}", which others can reach, but API_TOKEN is not set: set API_TOKEN, or leave HOST at 127.0.0.1.`);
  return faults;
}
