import type { ServiceName } from '@deskhand/contracts/words.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { askAll } from './ask-all.js';
import type { ServiceProcess } from './service-process.js';

const readyMs = 60_000;

/** SIGHUP: each service is started anew, one after the other, each once the one before is ready; a new build is rolled out so. @returns how to hear it no more */
export function rollOnHangUp(processes: readonly ServiceProcess[], socketOf: (service: ServiceName) => string, tell: (line: string) => void): () => Promise<void> {
  let rolling: Promise<void> | undefined;
  const roll = async () => {
    const began = performance.now();
    for (const one of processes) {
      await one.restart();
      const sockets = [{ service: one.name, socketPath: socketOf(one.name as ServiceName) }];
      await waitFor(async () => (await askAll(sockets, { url: '/readyz', headers: {} }))[0]?.status === 200, { for: `${one.name} to be ready again`, deadline: readyMs, every: 100 });
    }
    tell(`Started anew after ${((performance.now() - began) / 1_000).toFixed(1)} s, one service after the other.`);
  };
  const hear = () => {
    rolling ??= roll()
      .catch((error: Error) => tell(`The rolling restart stands still: ${error.message}.`))
      .finally(() => (rolling = undefined));
  };
  process.on('SIGHUP', hear);
  return async () => void process.off('SIGHUP', hear);
}
