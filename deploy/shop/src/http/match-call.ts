import type { Call } from '../call.js';
import { Refusal } from '../refusal.js';

export interface Match {
  call: Call;
  params: Record<string, string>;
}

/** The call that serves `method` and `path`; 404 for an unknown path, 405 for a known one that has no such method. */
export function matchCall(calls: readonly Call[], method: string, path: string): Match {
  const fitting = calls.flatMap((call) => {
    const params = paramsOf(call.path, path);
    return params ? [{ call, params }] : [];
  });
  const match = fitting.find(({ call }) => call.method === method);
  if (match) return match;
  if (fitting.length === 0) throw new Refusal(404, 'not_found', 'This shop has no such path.');
  throw new Refusal(405, 'method_not_allowed', `This path takes ${fitting.map(({ call }) => call.method).join(' and ')} only.`);
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== actual) return undefined;
      continue;
    }
    const decoded = decode(actual);
    if (!decoded) return undefined;
    params[part.slice(1)] = decoded;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
