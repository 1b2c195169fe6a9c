import { randomUUID } from 'node:crypto';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { expect, it } from 'vitest';
import { attackPersonalData, type PrivacyFigures } from './attack-personal-data.ts';
import { hasLabelledTexts, readLabelledTexts } from './personal-texts.ts';

// The data set, by `npm run attack -- --only personal-data --data DIR`; the spec beside this one holds a hundred texts of nobody.
const { ATTACK_ONLY = '', DESKHAND_DATASETS: dir = '' } = process.env;
const isAsked = ATTACK_ONLY.split(',').includes('personal-data') && hasLabelledTexts(dir);

function tell(attack: string, { leaks, ...figures }: PrivacyFigures): void {
  process.stdout.write(`${JSON.stringify({ attack, ...figures, leaks: leaks.length })}\n`);
  for (const leak of leaks) process.stdout.write(`${JSON.stringify(leak)}\n`);
}

it.skipIf(!isAsked)('personal data, embedded (skipped unless --data or DESKHAND_DATASETS names a folder with pii_presidio_a.jsonl)', { retry: 0 }, async () => {
  const figures = await attackPersonalData(readLabelledTexts(dir));
  tell('personal data, embedded', figures);
  expect(figures.leaks).toEqual([]);
});

it.skipIf(!isAsked)('personal data, on Kafka and Postgres', { retry: 0 }, async () => {
  const [kafka, postgres] = [await startKafka(), await startPostgres()];
  const figures = await attackPersonalData(readLabelledTexts(dir), { brokers: kafka.brokers, databaseUrl: await postgres.createDatabase(`privacy_${randomUUID().slice(0, 8)}`) });
  await Promise.all([kafka.stop(), postgres.stop()]);
  tell('personal data, on Kafka', figures);
  expect(figures.leaks).toEqual([]);
});
