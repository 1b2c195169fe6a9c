import { readFileSync } from 'node:fs';
import { displayMoney } from '@deskhand/catalogue/money.js';
import { toolNames } from '@deskhand/catalogue/tool-names.js';
import { expect, it } from 'vitest';
import { tools } from '../tools/registry.js';
import { gateCodes } from './gate.js';
import { catalogue } from './turn.fixture.js';
import { wishesOfTool } from './wish-of-tool.js';

const page = readFileSync(new URL('../../../../docs/policy.md', import.meta.url), 'utf8');
const section = (title: string) => page.split(`## ${title}\n`)[1]!.split('\n## ')[0]!;
const firstCells = (title: string) => [...section(title).matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);

it('has a line for every reason to refuse, and no other', () => {
  expect(firstCells('Refusals')).toEqual([...gateCodes]);
});

it('has a line for every write, with the wish that it needs', () => {
  expect(firstCells('Writing').sort()).toEqual(toolNames.filter((name) => tools[name].kind === 'write').sort());
  for (const name of firstCells('Writing')) {
    const line = section('Writing').split('\n').find((each) => each.startsWith(`| \`${name}\``))!;
    const wishes = wishesOfTool(name as (typeof toolNames)[number], { email: '', phone: '' });
    expect(line.split('|')[2]!.trim()).toBe(wishes.join(', ') || '–');
  }
});

it('names the limits of the shipped catalogue', () => {
  const { approvalAbove, secondApprovalAbove, dailyPerCustomer } = catalogue.shop.refundLimits.USD!;
  for (const limit of [approvalAbove, secondApprovalAbove, dailyPerCustomer.amount]) expect(section('Approval')).toContain(displayMoney(limit));
  expect(section('Approval')).toContain(`or ${dailyPerCustomer.count} refunds`);
  expect(section('Writing')).toContain(`within ${catalogue.policies.refund.window / 86_400_000} days`);
  expect(catalogue.policies.refund).toMatchObject({ finalSale: false, alreadyRefunded: false });
});
