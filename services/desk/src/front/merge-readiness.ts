import type { ServiceAnswer } from './ask-all.js';

interface ReadinessBody {
  reasons?: string[];
  deadLetters?: object[];
  violations?: object[];
}

export interface MergedAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** Ready when every service is; reasons say whose they are. */
export function mergeReadiness(answers: readonly ServiceAnswer[]): MergedAnswer {
  const bodies = answers.map(({ service, status, body }) => ({ ...parse(body), service, status }));
  const reasons = bodies.flatMap(({ service, status, reasons: own = [] }) => (status === 0 ? [`${service}: it does not answer`] : own.map((reason) => `${service}: ${reason}`)));
  const ready = bodies.every(({ status }) => status === 200);
  const body = { status: ready ? 'ready' : 'not_ready', reasons, deadLetters: bodies.flatMap(({ deadLetters = [] }) => deadLetters), violations: bodies.flatMap(({ violations = [] }) => violations) };
  return { status: ready ? 200 : 503, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function parse(body: string): ReadinessBody {
  try {
    return JSON.parse(body) as ReadinessBody;
  } catch {
    return {};
  }
}
