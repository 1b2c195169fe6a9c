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
    formatters: { level: (label) => ({ level: label }), log: blanked },
    mixin: () => {
      const traceId = currentTraceId();
      return traceId ? { traceId } : {};
    },
  };
  if (destination) return blankChildren(pino(options, destination));
  return blankChildren(process.stdout.isTTY ? pino(options, prettyStream(process.stdout)) : pino(options));
}

/** What a child is given once it repeats in each of its lines, past the formatter. Children inherit this from the logger. */
function blankChildren(logger: Logger): Logger {
  const child = logger.child;
  logger.child = function (this: Logger, bindings: object, options?: object) {
    return child.call(this, blanked(bindings), options);
  } as Logger['child'];
  return logger;
}

function blanked(members: object): Record<string, unknown> {
  return redact(members) as Record<string, unknown>;
}
