import { readdirSync, readFileSync } from 'node:fs';

/** Processor seconds spent so far by this process and everything it started, by part: bench, kafka, postgres, and the name of each service. */
export function cpuByPart(): Map<string, number> {
  const parts = new Map<string, number>();
  const processes = readProcesses();
  for (const { pid, seconds } of processes) {
    const part = partOf(pid, processes);
    if (part) parts.set(part, (parts.get(part) ?? 0) + seconds);
  }
  return parts;
}

/** Milliseconds each part spent between two readings, per ticket. */
export function cpuPerTicket(before: Map<string, number>, after: Map<string, number>, tickets: number): Record<string, number> {
  const spent = [...after].map(([part, seconds]) => [part, ((seconds - (before.get(part) ?? 0)) * 1000) / tickets] as const);
  return Object.fromEntries(spent.filter(([, ms]) => ms >= 0.01).map(([part, ms]) => [part, Number(ms.toFixed(2))]));
}

interface Process {
  pid: number;
  parent: number;
  seconds: number;
}

const ticksPerSecond = 100;

function readProcesses(): Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return [{ pid: Number(pid), parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

/** Undefined for what this process did not start. */
function partOf(pid: number, processes: Process[]): string | undefined {
  if (pid === process.pid) return 'bench';
  for (let at = pid; at && at !== 1; at = processes.find((one) => one.pid === at)?.parent ?? 0) if (at === process.pid) return nameOf(pid);
  return undefined;
}

function nameOf(pid: number): string | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (words[0]!.startsWith('postgres') || words[0]!.endsWith('/postgres')) return 'postgres';
    if (words[0]!.endsWith('java')) return 'kafka';
    const service = words.find((word, n) => words[n - 1]?.endsWith('service.mjs'));
    return service ?? (words.some((word) => word.endsWith('start-kafka.mjs')) ? 'front' : words.some((word) => /services\/desk/.test(word)) ? 'desk' : undefined);
  } catch {
    return undefined;
  }
}
