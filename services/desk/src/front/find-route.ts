import type { OwnedRoute } from '../routes.js';

export interface Found {
  /** Undefined where no route is served under this method. */
  route: OwnedRoute | undefined;
  /** The methods under which the path is served. */
  methods: string[];
}

/** The route of a request; HEAD counts as GET. */
export function findRoute(routes: readonly OwnedRoute[], method: string, path: string): Found {
  const segments = path.split('/');
  const here = routes.filter((route) => matches(route.path.split('/'), segments));
  const wanted = method === 'HEAD' ? 'GET' : method;
  return { route: here.find((route) => route.method === wanted), methods: [...new Set(here.map((route) => route.method))].sort() };
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const open = pattern.at(-1) === '*';
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((part, at) => part === '*' || (part.startsWith(':') ? segments[at] !== '' : part === segments[at]));
}
