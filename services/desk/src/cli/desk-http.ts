import { exitCodes, Failure } from './failure.js';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

interface ProblemBody {
  title?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

/** Speaks HTTP to the desk at DESKHAND_URL. */
export class DeskHttp {
  readonly url: string;

  constructor(
    url: string,
    private readonly token: string | undefined,
  ) {
    this.url = url.replace(/\/+$/, '');
  }

  async get<Body = unknown>(path: string): Promise<Body> {
    return this.#expect(await this.call<Body>('GET', path));
  }

  async post<Body = unknown>(path: string, body: object): Promise<Body> {
    return this.#expect(await this.call<Body>('POST', path, body));
  }

  /** Any status is an answer. @throws Failure when the desk does not answer */
  async call<Body = unknown>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const response = await this.open(method, path, body);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) as Body };
  }

  async open(method: string, path: string, body?: object, accept = 'application/json'): Promise<Response> {
    const headers = {
      accept,
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    try {
      return await fetch(this.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    } catch (error) {
      throw unreachable(this.url, error);
    }
  }

  #expect<Body>({ status, body }: Answer<Body>): Body {
    if (status < 300) return body;
    throw new Failure(describeProblem(status, body as ProblemBody), exitCodes.failed, body);
  }
}

export function describeProblem(status: number, { title, detail, errors = [] }: ProblemBody): string {
  const faults = errors.map(({ path, message }) => `\n  ${path || 'the body'} ${message}`).join('');
  return `The desk says no (${status}${title ? `, ${title}` : ''}): ${detail ?? 'it gives no reason.'}${faults}`;
}

function unreachable(url: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new Failure(`No desk answers at ${url} (${cause}). Start one with "npm start", or set DESKHAND_URL to where it runs.`, exitCodes.unreachable);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
