import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Catalogue } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';
import { escalationCodes } from './escalation-codes.js';
import { findIntent } from './find-intent.js';
import { loadCatalogue } from './load-catalogue.js';
import { parseCatalogue } from './parse-catalogue.js';
import { leanFiles, shippedDir, shippedFiles } from './shipped-catalogue.fixture.js';

const catalogue = loadCatalogue(shippedDir);
const scratch = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('given the catalogue that comes with Deskhand', () => {
  test.each([
    ['order_status', 'support', true, 0.3, ['lookup_order', 'track_shipment']],
    ['refund_request', 'support', true, 0.5, ['lookup_order', 'check_refund_eligibility', 'process_refund']],
    ['account_issue', 'support', true, 0.3, ['lookup_account', 'reset_password', 'update_account']],
    ['product_question', 'sales', false, 0.2, ['search_knowledge_base', 'search_products']],
    ['complaint', 'support', false, 0.7, ['search_knowledge_base', 'create_ticket']],
    ['other', 'support', false, 0.8, ['search_knowledge_base']],
    ['order_change', 'support', true, 0.5, ['lookup_order', 'cancel_order', 'change_address', 'change_items', 'change_payment', 'return_items', 'exchange_items']],
  ])('then %s has its published figures', (name, agent, requires_auth, escalation_threshold, tools) => {
    expect(catalogue.intents.get(name)).toMatchObject({ agent, requires_auth, escalation_threshold, tools, review_threshold: 0.85, human_in_the_loop: 'on_review' });
  });

  test('then it has seven intents, and shipping_delay is order_status', () => {
    expect(catalogue.intents.size).toBe(7);
    expect(findIntent(catalogue, 'shipping_delay')?.name).toBe('order_status');
    expect(findIntent(catalogue, 'small_talk')).toBeUndefined();
  });

  test('then the escalation codes stand in the order of the interface', () => {
    expect(catalogue.policies.escalation.codes.map(({ code }) => code)).toEqual([...escalationCodes]);
  });

  test('then limits and times are the published ones', () => {
    expect(catalogue.shop.refundLimits.USD).toEqual({
      approvalAbove: { minor: 10_000, currency: 'USD' },
      secondApprovalAbove: { minor: 100_000, currency: 'USD' },
      dailyPerCustomer: { amount: { minor: 100_000, currency: 'USD' }, count: 20 },
    });
    const hour = 3_600_000;
    expect(catalogue.policies.sla).toMatchObject({ unassigned: 4 * hour, approvalExpiry: 24 * hour, resolvedAfterSilence: 48 * hour, authenticationIdle: hour / 2 });
    expect(catalogue.policies.refund).toEqual({ window: 720 * hour, finalSale: false, alreadyRefunded: false, businessDays: '5-10' });
    expect(catalogue.policies.limits.model).toMatchObject({ tokensPerTicket: 1_000_000, callsPerTicket: 50, spendPerDay: { minor: 10_000, currency: 'USD' }, tiers: { nano: { window: 128_000 }, core: { window: 256_000 }, heavy: { window: 1_000_000 } } });
    expect(catalogue.policies.people.people).toEqual([]);
  });

  test('then documents are read whole', () => {
    const document = catalogue.knowledge.find(({ path }) => path === 'knowledge/returns/return-policy.md');
    expect(document).toMatchObject({ category: 'returns', priority: 'critical', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(document?.body).toMatch(/^# /);
  });
});

test('given an intent without times, then the policy fills them in; given some, then they count', () => {
  const edited = parsed(shippedFiles('intents/complaint.yaml', (text) => `${text}sla: { assignment: 1h }\n`));
  expect(edited.intents.get('complaint')?.sla).toEqual({ first_response: 30_000, assignment: 3_600_000 });
  expect(edited.intents.get('other')?.sla).toEqual({ first_response: 30_000, assignment: 14_400_000 });
});

test('given an alias in the examples, then the example is of the intent it stands for', () => {
  const edited = parsed([...shippedFiles(), { path: 'examples/zz.jsonl', text: '{"text":"Still not here","intent":"shipping_delay"}' }]);
  expect(edited.examples.at(-1)).toEqual({ text: 'Still not here', intent: 'order_status' });
});

test('given any change of any file, then the version differs; given only other line ends or another order, it does not', () => {
  const files = leanFiles();
  const more = (text: string, path: string) => text + (path.endsWith('.md') ? '\nMore.' : path.endsWith('.yaml') ? '\n# more' : '\n{"text":"One more","intent":"other"}');
  const versions = files.map((changed) => parsed(files.map((file) => (file === changed ? { ...file, text: more(file.text, file.path) } : file))).version);
  const before = parsed(files).version;
  expect(new Set([before, ...versions]).size).toBe(files.length + 1);
  expect(parsed(files.map((file) => ({ ...file, text: file.text.replaceAll('\n', '\r\n') })).reverse()).version).toBe(before);
});

describe('given a folder', () => {
  test('when it has faults, then the error names all of them', () => {
    const dir = join(scratch, 'faulty');
    cpSync(shippedDir, dir, { recursive: true });
    writeFileSync(join(dir, 'policies/refund.yaml'), 'window: soon\nfinalSale: false\nalreadyRefunded: false\nbusinessDays: 5-10\n');
    writeFileSync(join(dir, 'policies/people.yaml'), 'poeple: []\n');
    const error = errorOf(() => loadCatalogue(dir));
    expect(error.message).toContain('the catalogue has 3 faults');
    expect(error.message).toContain('policies/refund.yaml:1: "window": "soon" is not a duration');
    expect(error.message).toContain('policies/people.yaml:1: unknown key "poeple". Did you mean "people"?');
  });

  test('when it is not there, then a sentence says so', () => {
    expect(errorOf(() => loadCatalogue(join(scratch, 'nowhere'))).message).toMatch(/nowhere:1: is not a folder. Point CATALOGUE_DIR at a folder with a shop.yaml/);
  });

  test('when it is mounted as links, with hidden files and a README beside, then it is read all the same', () => {
    const real = join(scratch, 'real');
    const dir = join(scratch, 'linked');
    cpSync(shippedDir, real, { recursive: true });
    cpSync(shippedDir, dir, { recursive: true });
    rmSync(join(dir, 'shop.yaml'));
    symlinkSync(join(real, 'shop.yaml'), join(dir, 'shop.yaml'));
    writeFileSync(join(dir, 'README.md'), 'Ours');
    writeFileSync(join(dir, 'policies/.refund.yaml.swp'), 'x');
    expect(loadCatalogue(dir).version).toBe(catalogue.version);
  });
});

function parsed(files: ReturnType<typeof shippedFiles>): Catalogue {
  const { catalogue: read, faults } = parseCatalogue(files);
  if (!read) throw new CatalogueError(faults);
  return read;
}

function errorOf(work: () => unknown): CatalogueError {
  try {
    work();
  } catch (error) {
    if (error instanceof CatalogueError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
