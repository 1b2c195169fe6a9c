import { chmod } from 'node:fs/promises';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { waitFor } from '../wait-for.js';
import type { RunningServer } from './running-server.js';

export interface ContainerServer {
  name: string;
  image: string;
  /** Inside the container. */
  innerPort: number;
  /** On this machine; fixed, so that a restart keeps the address. */
  port: number;
  environment?: Record<string, string>;
  command?: string[];
  /** A folder of this machine mounted at `at`: data that outlive the container. */
  data?: { dir: string; at: string };
  isReady: () => Promise<unknown>;
}

/** Starts a server in a container; testcontainers' reaper removes it when this process dies. */
export async function startInContainer(server: ContainerServer): Promise<RunningServer> {
  let plan = new GenericContainer(server.image)
    .withExposedPorts({ container: server.innerPort, host: server.port })
    .withEnvironment(server.environment ?? {});
  if (server.command) plan = plan.withCommand(server.command);
  if (server.data) {
    await chmod(server.data.dir, 0o777); // the user inside is another one than ours
    plan = plan.withBindMounts([{ source: server.data.dir, target: server.data.at }]);
  }
  const started = await plan.start();
  const { container: engine } = await getContainerRuntimeClient();
  const container = engine.getById(started.getId());
  const ready = () => waitFor(server.isReady, { for: `${server.name} to answer`, deadline: 60_000 });
  await ready();
  return {
    stop: async () => void (await started.stop()),
    kill: async () => void (await container.kill({ signal: 'SIGKILL' })),
    pause: async () => void (await container.pause()),
    resume: async () => void (await container.unpause()),
    async restart() {
      const { State: state } = await container.inspect();
      if (state.Paused) await container.unpause();
      if (state.Running) await container.stop();
      await container.start();
      await ready();
    },
  };
}
