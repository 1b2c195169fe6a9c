import { afterEach, expect, it, vi } from 'vitest';
import { NotInstalled } from './not-installed.js';
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
  const natively = () => Promise.reject(new NotInstalled('no java'));
  await expect(startWhereItWorks({ ...server, natively })).rejects.toThrow(
    'Kafka does not start here. Start Docker, or install Java 17 and Maven. (Docker was not asked; no java)',
  );
});

it('starts natively when told so', async () => {
  vi.stubEnv('DESKHAND_INFRASTRUCTURE', 'native');
  expect(await startWhereItWorks(server)).toBe('native');
});

it('passes on why an installed server did not start', async () => {
  vi.stubEnv('DESKHAND_INFRASTRUCTURE', 'native');
  const natively = () => Promise.reject(new Error('its disk is full'));
  await expect(startWhereItWorks({ ...server, natively })).rejects.toThrow(/^its disk is full$/);
});
