import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

// Packages of this repository are read from their TypeScript sources (the `source` condition), so specs need no build.
const conditions = ['source', 'module', 'node', 'development|production'];
const NEEDS_SERVERS = ['{libs,services,deploy}/**/*.int.spec.ts', 'test/**/*.spec.ts'];
const NEVER = ['**/node_modules/**', '**/dist/**'];

/** Rules and everything else that needs no server: all at once. */
const unit: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'unit',
    // Property tests and training take their time where two cores are shared.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ['{libs,services,deploy,scripts}/**/*.spec.ts'],
    exclude: [...NEVER, ...NEEDS_SERVERS],
  },
};

/** Specs on real servers: one file after the other, because they share two cores and fixed topic names. */
const int: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'int',
    include: NEEDS_SERVERS,
    exclude: NEVER,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
    // Real servers on two shared cores: a spec may be unlucky once, not twice.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: './libs/testing/src/infrastructure/vitest-global-setup.ts',
  },
};

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['node'] } },
  oxc: { decorator: { legacy: true } },
  test: { projects: [unit, int], setupFiles: ['./scripts/property-seed.ts'], server: { deps: { inline: [/@deskhand\//] } } },
});
