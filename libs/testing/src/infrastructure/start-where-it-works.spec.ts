import { afterEach, expect, it, vi } from 'vitest';
import { startWhereItWorks } from './start-where-it-works.js';

const server = {
  name: 'Kafka',
  inContainer: () => Promise.resolve('container'),
  natively: () => Promise.resolve('native'),
  install: 'install Java 17 and Maven',
};
afterEach(() => vi.unstubAllEnvs());

it('says what to install where neither way works', async () => {
  vi.stubEnv('DESKHAND_INFRASTRUCTURE', 'native');
  const natively = () => Promise.reject(new Error('spawn java ENOENT'));
  await expect(startWhereItWorks({ ...server, natively })).rejects.toThrow(
    'Kafka does not start here. Start Docker, or install Java 17 and Maven. (spawn java ENOENT)',
  );
});

it('starts natively when told so', async () => {
  vi.stubEnv('DESKHAND_INFRASTRUCTURE', 'native');
  expect(await startWhereItWorks(server)).toBe('native');
});
