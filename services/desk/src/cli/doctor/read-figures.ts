/** A gauge of a page of Prometheus text by service; the same service in several processes is added up. */
export function readFigures(page: string, name: string): Map<string, number> {
  const figures = new Map<string, number>();
  for (const line of page.split('\n')) {
    if (!line.startsWith(`${name}{`)) continue;
    const [, service] = /service="([^"]+)"/.exec(line) ?? [];
    const value = Number(line.slice(line.lastIndexOf(' ')));
    if (service !== undefined && Number.isFinite(value)) figures.set(service, (figures.get(service) ?? 0) + value);
  }
  return figures;
}
