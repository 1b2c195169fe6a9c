import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const folders: Record<string, string> = {
  actions: 'services/actions', bus: 'libs/bus', console: 'services/console', escalation: 'services/escalation', feedback: 'services/feedback',
  ingestion: 'services/ingestion', intent: 'services/intent', model: 'libs/model', retrieval: 'services/retrieval',
};

/** By schema, the newest file of migrations that this version brings. */
export function newestMigrations(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(folders).flatMap(([schema, folder]) => {
      const dir = `${root}${folder}/migrations`;
      const newest = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.sql')).sort().at(-1) : undefined;
      return newest === undefined ? [] : [[schema, newest]];
    }),
  );
}
