import type { TestProject } from 'vitest/node';
import { sharedInfrastructure } from './shared-infrastructure.js';

declare module 'vitest' {
  interface ProvidedContext {
    infrastructure: string;
  }
}

/** Named in vitest.config.ts as the `globalSetup` of the specs that need servers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await sharedInfrastructure((sentence) => console.error(sentence));
  project.provide('infrastructure', shared.url);
  return () => shared.stop();
}
