export interface Route {
  method: string;
  /** With `:parameters` and a trailing `*`, as registered. */
  url: string;
}

/** The methods under which some route serves this path. */
export function allowedMethods(routes: Iterable<Route>, path: string): string[] {
  const segments = path.split('/');
  const methods = new Set<string>();
  for (const { method, url } of routes) if (url !== '*' && url !== '/*' && matches(url.split('/'), segments)) methods.add(method);
  return [...methods].sort();
}

function matches(pattern: string[], segments: string[]): boolean {
  const open = pattern.at(-1) === '*';
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((part, at) => part === '*' || (part.startsWith(':') ? segments[at] !== '' : part === segments[at]));
}
