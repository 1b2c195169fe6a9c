import { describe, expect, test } from 'vitest';
import type { CatalogueFile } from './catalogue.js';
import { checkCatalogue } from './check-catalogue.js';
import { leanFiles, shippedFiles } from './shipped-catalogue.fixture.js';

const lineOf = (files: CatalogueFile[], path: string, part: string) => {
  const text = files.find((file) => file.path === path)?.text ?? '';
  return text.slice(0, text.indexOf(part)).split('\n').length;
};

test('given the catalogue that comes with Deskhand, then it has no fault', () => {
  expect(checkCatalogue(shippedFiles())).toEqual([]);
});

/** One edit, one fault: its file, the text on its line, its message and its hint. */
const edits: [title: string, path: string, from: string | RegExp, to: string, at: string, message: RegExp, hint: RegExp][] = [
  ['a misspelt key', 'intents/complaint.yaml', 'queue:', 'qeue: support\nqueue:', 'qeue:', /unknown key "qeue"/, /Did you mean "queue"\?/],
  ['a key nobody knows', 'policies/refund.yaml', 'finalSale:', 'zebra: 1\nfinalSale:', 'zebra', /unknown key "zebra"/, /Known here: window, finalSale/],
  ['a misspelt key deep inside', 'shop.yaml', 'count: 20', 'count: 20\n      amuont: 3', 'amuont', /unknown key "amuont"/, /Did you mean "amount"\?/],
  ['a misspelt key in a list', 'policies/escalation.yaml', '{ name: account_deletion,', '{ name: account_deletion, quue: legal,', 'quue', /unknown key "quue"/, /Did you mean "queue"\?/],
  ['a missing key', 'intents/other.yaml', 'queue: support\n', '', 'name:', /"queue" is missing/, /Add the key/],
  ['a wrong type', 'intents/other.yaml', 'requires_auth: false', 'requires_auth: maybe', 'requires_auth', /"requires_auth" is "maybe", not true or false/, /Write true or false/],
  ['a number out of range', 'intents/other.yaml', 'escalation_threshold: 0.8', 'escalation_threshold: 8', 'escalation_threshold', /must be between 0 and 1/, /./],
  ['thresholds the wrong way round', 'intents/other.yaml', 'escalation_threshold: 0.8', 'escalation_threshold: 0.9', 'escalation_threshold', /0.9 is above review_threshold 0.85/, /at most the second/],
  ['a tool that does not exist', 'intents/refund_request.yaml', 'process_refund', 'proces_refund', 'proces_refund', /"tools.2" is "proces_refund", which is not known/, /Did you mean "process_refund"\?/],
  ['an agent that does not exist', 'intents/complaint.yaml', 'agent: support', 'agent: suport', 'agent:', /"agent" is "suport"/, /Did you mean "support"\?/],
  ['a duration without a unit', 'policies/sla.yaml', 'unassigned: 4h', 'unassigned: "4"', 'unassigned:', /"4" is not a duration/, /./],
  ['an amount with three decimals', 'shop.yaml', 'approvalAbove: 100.00', 'approvalAbove: 100.001', 'approvalAbove', /"100.001" is not an amount/, /./],
  ['money without a currency', 'policies/limits.yaml', '100.00 USD', '100.00', 'spendPerDay', /is 100, not text/, /./],
  ['two approvals below one', 'shop.yaml', 'secondApprovalAbove: 1000.00', 'secondApprovalAbove: 50.00', 'secondApprovalAbove', /secondApprovalAbove is below approvalAbove/, /./],
  ['no limits for its own currency', 'shop.yaml', 'currency: USD', 'currency: EUR', 'refundLimits', /no limits for EUR/, /Add EUR/],
  ['an order-number pattern that is none', 'shop.yaml', "'#?[A-Z]?\\d{5,8}'", "'(\\d{5'", 'orderNumberPattern', /Invalid regular expression/, /./],
  ['an order-number pattern that matches nothing at all', 'shop.yaml', "'#?[A-Z]?\\d{5,8}'", "'\\d*'", 'orderNumberPattern', /also matches nothing/, /./],
  ['a time zone that does not exist', 'shop.yaml', 'America/New_York', 'America/New_Yrok', 'timeZone', /is not a time zone/, /./],
  ['an alias that is another intent', 'intents/order_change.yaml', 'queue: support', 'queue: support\naliases: [complaint]', 'aliases', /the alias "complaint" is taken by intents\/complaint.yaml/, /Remove one/],
  ['an alias that is there twice', 'intents/other.yaml', 'queue: support', 'queue: support\naliases: [shipping_delay]', 'aliases', /the alias "shipping_delay" is taken by intents\/order_status.yaml/, /Remove one/],
  ['an alias that is a label of the classifier', 'intents/other.yaml', 'queue: support', 'queue: support\naliases: [small_talk]', 'aliases', /taken by the classifier/, /./],
  ['a queue without words', 'intents/other.yaml', 'queue: support', 'queue: mystery', '', /the reply "team.mystery" is missing/, /what customers call/],
  ['a code that is missing', 'policies/escalation.yaml', /  - \{ code: no_grounding.*\n/, '', 'codes:', /lacks the code no_grounding/, /./],
  ['a code that does not exist', 'policies/escalation.yaml', /    # nothing|(\n)(?=  - \{ code: legal_mention)/, '\n  - { code: legal_mentoin, level: high, queue: legal, reason: x }\n', 'legal_mentoin', /"codes.0.code" is "legal_mentoin"/, /Did you mean "legal_mention"\?/],
  ['a reply with an unknown placeholder', 'prompts/replies.yaml', '{amount} for order {orderId}. The', '{amont} for order {orderId}. The', 'done:', /"refund.done" uses the unknown placeholder \{amont\}/, /it may use \{amount\}, \{orderId\}/],
  ['a reply with a stray brace', 'prompts/replies.yaml', 'hello: Hello!', 'hello: Hello }!', 'hello:', /"small_talk.hello" has a stray \}/, /one pair of braces/],
  ['a reply that is missing', 'prompts/replies.yaml', /  goodbye:.*\n/, '', 'small_talk:', /the reply "small_talk.goodbye" is missing/, /Add it/],
  ['an empty reply', 'prompts/replies.yaml', /  ok: .*/, '  ok: ""', 'ok:', /"small_talk.ok": is empty/, /./],
  ['a prompt with an unknown intent', 'prompts/triage-2026.yaml', 'intent: shipping_delay', 'intent: shiping_delay', 'intent: shiping_delay', /unknown intent "shiping_delay"/, /Did you mean "shipping_delay"\?/],
  ['a prompt with an unknown ban', 'prompts/triage-2026.yaml', '[account_deletion,', '[account_deletoin,', 'banned_intents', /unknown banned intent "account_deletoin"/, /Did you mean "account_deletion"\?/],
  ['a version that YAML takes for a number', 'prompts/triage-2026.yaml', 'version: "1.0"', 'version: 1.0', 'version', /"version" is 1, not text/, /quotes/],
  ['a cascade with an unknown prompt', 'policies/cascade.yaml', 'prompt: triage-2026', 'prompt: triage-2025', 'prompt:', /unknown prompt "triage-2025"/, /Did you mean "triage-2026"\?/],
  ['a tier that is no better than a guess', 'policies/cascade.yaml', 'core: 0.85', 'core: 0.5', 'core:', /must be above 0.5/, /./],
  ['a specialist without a tool of its intents', 'specialists/sales.yaml', 'search_products, ', '', 'tools', /lacks search_products, a tool of the intent product_question/, /Add it/],
  ['a specialist for an agent that does not exist', 'specialists/sales.yaml', 'name: sales', 'name: sails', 'name:', /"name" is "sails"/, /Did you mean "sales"\?/],
  ['YAML that is none', 'intents/other.yaml', 'tools: [', 'tools: [[', 'tools: [[', /is not YAML/, /indentation/],
  ['YAML with a second colon', 'intents/other.yaml', 'queue: support', 'queue: sup: port', 'queue: sup', /is not YAML/, /colons/],
  ['a key that is there twice', 'intents/other.yaml', 'queue: support', 'queue: support\nqueue: sales', 'queue: sales', /is not YAML: .*unique/i, /./],
  ['a person who is there twice', 'policies/people.yaml', 'people: []', `people:\n${'  - { name: Mira, tokenSha256: "'.concat('a'.repeat(64), '", approvesUpTo: 5.00 USD, role: lead }\n').repeat(2)}`, '', /Mira is there twice/, /one entry/],
];

describe('given one edit of the catalogue', () => {
  test.each(edits)('when it has %s, then the fault names file, line and a way out', (_title, path, from, to, at, message, hint) => {
    const files = shippedFiles(path, (text) => text.replace(from, () => to));
    const faults = checkCatalogue(files);
    const found = faults.find((fault) => message.test(fault.message));
    expect(found, JSON.stringify(faults)).toBeDefined();
    expect(found?.hint).toMatch(hint);
    if (at === '') return;
    expect(found).toMatchObject({ file: path, line: lineOf(files, path, at) });
    expect(faults).toHaveLength(1);
  });
});

describe('given a file that is missing or misspelt', () => {
  test('when a policy is not there, then it is named', () => {
    expect(checkCatalogue(shippedFiles('policies/sla.yaml', () => undefined))).toMatchObject([{ file: 'policies/sla.yaml', line: 1, message: 'is missing' }]);
  });

  test('when a policy has another name, then the right one is offered', () => {
    const files = [...shippedFiles(), { path: 'policies/refunds.yaml', text: 'window: 30d' }, { path: 'intents/vip.yml', text: '' }];
    expect(checkCatalogue(files)).toMatchObject([
      { file: 'intents/vip.yml', hint: 'Did you mean intents/vip.yaml?' },
      { file: 'policies/refunds.yaml', hint: 'Did you mean policies/refund.yaml?' },
    ]);
  });

  test('when an intent is not named like its file, then both are named', () => {
    const files = shippedFiles('intents/other.yaml', (text) => text.replace('name: other', 'name: others'));
    expect(checkCatalogue(files)).toContainEqual(expect.objectContaining({ file: 'intents/other.yaml', line: 1, message: 'the intent is named "others"' }));
  });

  test('when there is nothing at all, then everything that is needed is named', () => {
    const missing = checkCatalogue([]).map(({ file }) => file);
    expect(missing).toEqual(expect.arrayContaining(['shop.yaml', 'intents', 'policies/escalation.yaml', 'prompts/replies.yaml']));
  });

  test('when a file is empty, then it is a fault and not a crash', () => {
    for (const empty of leanFiles()) {
      const { path } = empty;
      if (path.endsWith('.jsonl')) continue;
      const faults = checkCatalogue(leanFiles().map((file) => (file === empty ? { path, text: '' } : file)));
      expect(faults.some(({ file }) => file === path), path).toBe(true);
    }
  });
});

describe('given examples', () => {
  const withExamples = (text: string) => [...shippedFiles().filter(({ path }) => !path.startsWith('examples/')), { path: 'examples/more.jsonl', text }];

  test('when lines are broken, wrong or of no intent, then each is named', () => {
    const lines = ['{"text":"Where is it?","intent":"order_status"}', '', '{"text":"x"', '{"intent":"other"}', '{"text":"Late!","intent":"order_statsu"}', '{"text":"thx","intent":"small_talk","closure":true}', '7'];
    expect(checkCatalogue(withExamples(lines.join('\r\n')))).toMatchObject([
      { file: 'examples/more.jsonl', line: 3, message: 'is not JSON' },
      { file: 'examples/more.jsonl', line: 4, message: expect.stringContaining('"text"') },
      { file: 'examples/more.jsonl', line: 5, message: 'unknown intent "order_statsu"', hint: 'Did you mean "order_status"?' },
      { file: 'examples/more.jsonl', line: 7 },
    ]);
  });

  test('when bytes were not UTF-8, then the line is named', () => {
    expect(checkCatalogue(withExamples('{"text":"ok","intent":"other"}\n{"text":"caf\uFFFD","intent":"other"}'))).toMatchObject([{ line: 2, message: 'is not UTF-8' }]);
  });
});

describe('given knowledge', () => {
  const withDocument = (text: string) => [...shippedFiles(), { path: 'knowledge/new.md', text }];
  const head = 'title: New\ncategory: returns\nupdated: 2026-11-20\npriority: high\n';

  test.each([
    ['no front matter', '# Hello', 1, /no front matter/],
    ['an unknown key', `---\n${head}prio: high\n---\nText`, 6, /unknown key "prio"/],
    ['a day that does not exist', `---\n${head.replace('11-20', '02-30')}---\nText`, 4, /must be a day/],
    ['a priority that does not exist', `---\n${head.replace('high', 'hihg')}---\nText`, 5, /"priority" is "hihg"/],
    ['no text', `---\n${head}---\n\n`, 7, /says nothing/],
    ['front matter that is not YAML', `---\ntitle: "New\n---\nText`, 2, /is not YAML/],
  ])('when a document has %s, then its line is named', (_title, text, line, message) => {
    const faults = checkCatalogue(withDocument(text));
    expect(faults[0]).toMatchObject({ file: 'knowledge/new.md', line });
    expect(faults[0]?.message).toMatch(message);
  });

  test('when it was written on Windows, then it is read all the same', () => {
    expect(checkCatalogue(withDocument(`---\n${head}---\n\n# New\n`.replaceAll('\n', '\r\n')))).toEqual([]);
  });
});
