import { topicsOf, type TopicMap } from './topic-map.js';

export interface Registration {
  service: string;
  topic: string;
}

/** What keeps the desk from booting, as sentences that say what to do; none when every declared consumer has its one handler. */
export function checkHandlers(map: TopicMap, services: readonly string[], registrations: readonly Registration[]): string[] {
  const faults: string[] = [];
  const count = new Map<string, number>();
  for (const { service, topic } of registrations) {
    const name = `${service}/${topic}`;
    count.set(name, (count.get(name) ?? 0) + 1);
    const decorator = `@Hears('${service}', '${topic}')`;
    if (!map[topic]) faults.push(`${decorator} hears a topic that topics.ts does not have: correct the name or add the topic there.`);
    else if (!map[topic].consumers.includes(service))
      faults.push(`${decorator} is not declared: add '${service}' to the consumers of '${topic}' in topics.ts, or remove the decorator.`);
    else if (!services.includes(service)) faults.push(`${decorator} belongs to a service that this process does not run: remove its controller from the modules.`);
  }
  for (const [name, n] of count)
    if (n > 1) faults.push(`'${name.split('/')[1]}' has ${n} handlers in ${name.split('/')[0]}: leave one @Hears('${name.replace('/', "', '")}').`);
  for (const service of services)
    for (const topic of topicsOf(map, service))
      if (!count.has(`${service}/${topic}`)) faults.push(`${service} must hear '${topic}': add @Hears('${service}', '${topic}') to a controller method of ${service}.`);
  return faults;
}
