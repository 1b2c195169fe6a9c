import { customerFigures } from '@deskhand/desk/evals/customers/customer-figures.js';
import { playCustomers } from '@deskhand/desk/evals/customers/play-customers.js';
import { readScripts } from '@deskhand/desk/evals/customers/read-scripts.js';
import { shippedCatalogue } from '@deskhand/desk/shipped-catalogue.js';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// The held-out customers are not played here: what is run at every change is soon tuned to.
test('customers of an ordinary day are mostly answered, seldom wrongly, and reach people where they should', async () => {
  const scripts = await readScripts(fileURLToPath(new URL('../../deploy/customers/everyday.yaml', import.meta.url)));
  const results = await playCustomers(scripts, shippedCatalogue, {}, () => undefined);
  const { answered, escalated, wrong } = customerFigures(results);
  expect(answered, JSON.stringify(results.filter(({ passed }) => !passed).map(({ name, faults }) => [name, faults]))).toBeGreaterThanOrEqual(0.65);
  expect(escalated).toBeLessThanOrEqual(0.35);
  expect(wrong).toBeLessThanOrEqual(0.1);
}, 120_000);
