import type { ServiceAnswer } from './ask-all.js';
import type { MergedAnswer } from './merge-readiness.js';

interface Family {
  head: string[];
  samples: string[];
}

/** One page of Prometheus text out of several: families together, each sample with a `process` label that tells them apart. */
export function mergeMetrics(answers: readonly ServiceAnswer[]): MergedAnswer {
  const families = new Map<string, Family>();
  for (const { service, status, body } of answers) if (status === 200) addPage(families, service, body);
  const lines = [...families.values()].flatMap(({ head, samples }) => [...head, ...samples, '']);
  return { status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8', body: lines.join('\n') };
}

function addPage(families: Map<string, Family>, service: string, body: string): void {
  let family: Family | undefined;
  for (const line of body.split('\n')) {
    const [, name] = /^# (?:HELP|TYPE) (\S+)/.exec(line) ?? [];
    if (name !== undefined) {
      const known = families.get(name);
      family = known ?? { head: [], samples: [] };
      families.set(name, family);
      if (!family.head.some((one) => one.split(' ', 3).join(' ') === line.split(' ', 3).join(' '))) family.head.push(line);
    } else if (line !== '' && !line.startsWith('#')) family?.samples.push(labelled(line, service));
  }
}

function labelled(sample: string, service: string): string {
  const label = `process="${service}"`;
  const [, name, labels, rest] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?(\s.+)$/.exec(sample) ?? [];
  if (name === undefined) return sample;
  return `${name}{${labels ? `${labels},${label}` : label}}${rest}`;
}
