import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { fetchOnce } from './fetch-once.js';
import { runCommand } from './run-command.js';
import type { Tell } from './running-server.js';

/** Where pom.xml (the version is there too) and the broker's log settings lie. The same from src/ and from dist/. */
export const KAFKA_RECIPE = join(import.meta.dirname, '../../../../deploy/local/kafka');
export const KAFKA_VERSION = '4.1.1';

/** The folder with the broker's jars, fetched by Maven on first use (half a minute, 43 MB). */
export async function kafkaJars(message?: Tell): Promise<string> {
  const home = await fetchOnce(cacheFolder(`kafka-${KAFKA_VERSION}`), async (scratch) => {
    message?.(`Fetching Kafka ${KAFKA_VERSION} with Maven, once …`);
    const jars = join(scratch, 'lib');
    await runCommand('mvn', [
      '-q', '-B', '-f', join(KAFKA_RECIPE, 'pom.xml'), 'dependency:copy-dependencies',
      '-DincludeScope=runtime', `-DoutputDirectory=${jars}`,
    ]);
  });
  return join(home, 'lib');
}
