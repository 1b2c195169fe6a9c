import type { Fault } from './catalogue.js';
import { checkReplies } from './check-replies.js';
import { didYouMean } from './did-you-mean.js';
import { classifierLabels } from './intent-labels.js';
import type { ParsedFiles } from './parse-files.js';
import type { KeyPath, YamlFile } from './parse-yaml-file.js';

/** Words that say how a queue is found; any other word is a queue. */
const queueRules = ['by_intent', 'billing_if_money', 'same'];

/** What no file can know alone: names used twice, names that stand for nothing, figures that contradict each other. */
export function checkReferences(parsed: ParsedFiles): Fault[] {
  return [
    ...checkIntentNames(parsed),
    ...parsed.intents.flatMap(checkThresholds),
    ...checkShop(parsed),
    ...checkPeople(parsed),
    ...checkPrompts(parsed),
    ...checkCascade(parsed),
    ...parsed.specialists.flatMap((file) => checkSpecialist(file, parsed)),
    ...checkReplies(parsed.replies, queuesOf(parsed)),
  ];
}

function fault(file: YamlFile<unknown>, path: KeyPath, message: string, hint: string): Fault {
  return { file: file.path, line: file.lineOf(path), message, hint };
}

function checkIntentNames({ intents }: ParsedFiles): Fault[] {
  const faults: Fault[] = [];
  const owners = new Map<string, string>(classifierLabels.map((label) => [label, 'the classifier']));
  for (const file of intents) if (file.value && !owners.has(file.value.name)) owners.set(file.value.name, file.path);
  if (intents.length === 0) faults.push({ file: 'intents', line: 1, message: 'holds no intent', hint: 'Add one YAML file for each kind of ticket.' });
  for (const file of intents) {
    if (!file.value) continue;
    const { name, aliases } = file.value;
    if (file.path !== `intents/${name}.yaml`) faults.push(fault(file, ['name'], `the intent is named "${name}"`, `Name the file intents/${name}.yaml, or change the name.`));
    if (owners.get(name) !== file.path) faults.push(fault(file, ['name'], `the name "${name}" is taken by ${owners.get(name)}`, 'Give the intent another name.'));
    for (const [index, alias] of aliases.entries()) {
      const owner = owners.get(alias);
      if (owner) faults.push(fault(file, ['aliases', index], `the alias "${alias}" is taken by ${owner}`, 'Remove one of the two.'));
      else owners.set(alias, file.path);
    }
  }
  return faults;
}

function checkThresholds(file: ParsedFiles['intents'][number]): Fault[] {
  if (!file.value || file.value.escalation_threshold <= file.value.review_threshold) return [];
  const message = `escalation_threshold ${file.value.escalation_threshold} is above review_threshold ${file.value.review_threshold}`;
  return [fault(file, ['escalation_threshold'], message, 'Below the first a human answers, between the two a human looks at the draft: set it to at most the second.')];
}

function checkShop({ shop }: ParsedFiles): Fault[] {
  if (!shop.value) return [];
  const { currency, refundLimits } = shop.value;
  const faults = Object.entries(refundLimits).flatMap(([code, limits]) =>
    limits.secondApprovalAbove.minor < limits.approvalAbove.minor
      ? [fault(shop, ['refundLimits', code, 'secondApprovalAbove'], 'secondApprovalAbove is below approvalAbove', 'Two approvals are for larger amounts than one.')]
      : [],
  );
  if (Object.hasOwn(refundLimits, currency)) return faults;
  return [...faults, fault(shop, ['refundLimits'], `no limits for ${currency}, the shop's own currency`, `Add ${currency} with its limits.`)];
}

function checkPeople({ people }: ParsedFiles): Fault[] {
  const names = people.value?.people.map(({ name }) => name) ?? [];
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [fault(people, ['people', index, 'name'], `${name} is there twice`, 'Give each person one entry.')] : []));
}

function checkPrompts({ prompts, intents, escalation }: ParsedFiles): Fault[] {
  if (intents.some(({ value }) => !value)) return [];
  const names = intents.flatMap(({ value }) => (value ? [value.name, ...value.aliases] : []));
  const banned = escalation.value?.bannedIntents.map(({ name }) => name);
  return prompts.flatMap((file) => {
    if (!file.value) return [];
    const wrongName = file.path === `prompts/${file.value.name}.yaml` ? [] : [fault(file, ['name'], `the prompt is named "${file.value.name}"`, `Name the file prompts/${file.value.name}.yaml, or change the name.`)];
    const examples = file.value.examples.flatMap(({ output }, index) =>
      unknownName(file, ['examples', index, 'output', 'intent'], 'intent', output.intent, [...names, ...classifierLabels]),
    );
    const bans = banned ? file.value.guardrails.banned_intents.flatMap((name, index) => unknownName(file, ['guardrails', 'banned_intents', index], 'banned intent', name, banned)) : [];
    return [...wrongName, ...examples, ...bans];
  });
}

/** An intent whose specialist lacks one of its tools would be served without it. */
function checkSpecialist(file: ParsedFiles['specialists'][number], { intents }: ParsedFiles): Fault[] {
  if (!file.value) return [];
  const { name, tools } = file.value;
  const wrongName = file.path === `specialists/${name}.yaml` ? [] : [fault(file, ['name'], `the specialist is named "${name}"`, `Name the file specialists/${name}.yaml, or change the name.`)];
  const own = intents.flatMap(({ value }) => (value?.agent === name ? [value] : []));
  const lacking = own.flatMap((intent) => intent.tools.filter((tool) => !tools.includes(tool)).map((tool) => fault(file, ['tools'], `lacks ${tool}, a tool of the intent ${intent.name}`, `Add it, or take it out of intents/${intent.name}.yaml.`)));
  return [...wrongName, ...lacking];
}

function checkCascade({ cascade, prompts }: ParsedFiles): Fault[] {
  if (!cascade.value || prompts.length === 0 || prompts.some(({ value }) => !value)) return [];
  return unknownName(cascade, ['prompt'], 'prompt', cascade.value.prompt, prompts.map(({ value }) => value!.name));
}

function unknownName(file: YamlFile<unknown>, path: KeyPath, what: string, name: string, known: readonly string[]): Fault[] {
  if (known.includes(name)) return [];
  const meant = didYouMean(name, known);
  return [fault(file, path, `unknown ${what} "${name}"`, meant ? `Did you mean "${meant}"?` : `Known: ${known.join(', ')}.`)];
}

function queuesOf({ intents, escalation }: ParsedFiles): string[] {
  const rules = escalation.value?.codes.map(({ queue }) => queue).filter((queue) => !queueRules.includes(queue)) ?? [];
  const banned = escalation.value?.bannedIntents.map(({ queue }) => queue) ?? [];
  // `technical`, `billing` and `support` are queues that the routing itself may choose.
  return ['technical', 'billing', 'support', ...rules, ...banned, ...intents.flatMap(({ value }) => (value ? [value.queue] : []))];
}
