import { pino, type Logger, type LoggerOptions } from 'pino';
import { currentTraceId } from './telemetry.js';
import { redact } from './redact.js';
import { prettyStream } from './pretty-stream.js';

export type { Logger } from 'pino';

export interface CreateLoggerOptions {
  name: string;
  level: string;
  /** Where lines go; standard output unless a test says otherwise. */
  destination?: { write(line: string): void };
}

/** JSON lines, or one readable line each on a terminal. Members that may hold personal data or secrets are blanked at any depth. */
export function createLogger({ name, level, destination }: CreateLoggerOptions): Logger {
  const options: LoggerOptions = {
    level,
    base: { service: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (members) => redact(members) as Record<string, unknown> },
    mixin: () => {
      const traceId = currentTraceId();
      return traceId ? { traceId } : {};
    },
  };
  if (destination) return pino(options, destination);
  return process.stdout.isTTY ? pino(options, prettyStream(process.stdout)) : pino(options);
}
