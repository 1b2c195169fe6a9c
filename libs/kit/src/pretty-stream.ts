const colours: Record<string, number> = { fatal: 31, error: 31, warn: 33, info: 36, debug: 90, trace: 90 };

/** Turns JSON log lines into one short line each for a person at a terminal. */
export function prettyStream(out: { write(text: string): unknown }): { write(line: string): void } {
  return { write: (line) => void out.write(prettyLine(line)) };
}

export function prettyLine(line: string): string {
  const { time, level, service, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & { time: string; level: string; err?: { stack?: string } };
  const members = Object.entries(rest).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = err?.stack ? `\n${err.stack}` : '';
  return `${time.slice(11, 19)} \u001b[${colours[level] ?? 0}m${level.padEnd(5)}\u001b[0m ${service}: ${msg ?? ''}\u001b[90m${members.join('')}\u001b[0m${stack}\n`;
}
