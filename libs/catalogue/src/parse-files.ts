import type { z } from 'zod';
import type { CatalogueFile, Fault } from './catalogue.js';
import { cascadePolicySchema } from './cascade-policy.js';
import { didYouMean } from './did-you-mean.js';
import { escalationPolicySchema } from './escalation-policy.js';
import { intentSchema } from './intent-policy.js';
import { limitsPolicySchema } from './limits-policy.js';
import { type YamlFile, parseYamlFile } from './parse-yaml-file.js';
import { peoplePolicySchema } from './people-policy.js';
import { promptSchema } from './prompt.js';
import { refundPolicySchema } from './refund-policy.js';
import { repliesSchema } from './replies.js';
import { shopSchema } from './shop.js';
import { slaPolicySchema } from './sla-policy.js';
import { specialistSchema } from './specialist.js';

const fixedPaths = [
  'shop.yaml',
  'policies/refund.yaml',
  'policies/escalation.yaml',
  'policies/sla.yaml',
  'policies/people.yaml',
  'policies/limits.yaml',
  'policies/cascade.yaml',
  'prompts/replies.yaml',
];

/** The YAML files of a catalogue, each read by its own schema; nothing is known yet about how they fit together. */
export type ParsedFiles = ReturnType<typeof parseFiles>;

export function parseFiles(files: readonly CatalogueFile[]) {
  const read = <S extends z.ZodType>(path: string, schema: S, mayBeMissing = false): YamlFile<z.output<S>> => {
    const file = files.find((candidate) => candidate.path === path);
    if (!file && mayBeMissing) return parseYamlFile({ path, text: '{}' }, schema);
    return file ? parseYamlFile(file, schema) : absent(path);
  };
  const inFolder = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.yaml') && !fixedPaths.includes(path));
  return {
    shop: read('shop.yaml', shopSchema),
    refund: read('policies/refund.yaml', refundPolicySchema),
    escalation: read('policies/escalation.yaml', escalationPolicySchema),
    sla: read('policies/sla.yaml', slaPolicySchema),
    people: read('policies/people.yaml', peoplePolicySchema),
    limits: read('policies/limits.yaml', limitsPolicySchema),
    cascade: read('policies/cascade.yaml', cascadePolicySchema, true),
    replies: read('prompts/replies.yaml', repliesSchema),
    intents: inFolder('intents').map((file) => parseYamlFile(file, intentSchema)),
    specialists: inFolder('specialists').map((file) => parseYamlFile(file, specialistSchema)),
    prompts: inFolder('prompts').map((file) => parseYamlFile(file, promptSchema)),
    strangers: files.flatMap(({ path }) => stranger(path)),
  };
}

function absent(path: string) {
  return {
    path,
    value: undefined,
    lineOf: () => 1,
    faults: [{ file: path, line: 1, message: 'is missing', hint: 'Copy it from the catalogue that comes with Deskhand and change what differs.' }],
  };
}

const patterns = [/^intents\/[^/]+\.yaml$/, /^prompts\/[^/]+\.yaml$/, /^specialists\/[^/]+\.yaml$/, /^examples\/[^/]+\.jsonl$/, /^knowledge\/.+\.md$/];

/** A file that nothing reads is most likely a misspelt one. */
function stranger(path: string): Fault[] {
  if (fixedPaths.includes(path) || patterns.some((pattern) => pattern.test(path))) return [];
  const renamed = path.replace(/\.yml$/, '.yaml');
  const meant = fixedPaths.includes(renamed) || patterns.some((pattern) => pattern.test(renamed)) ? renamed : didYouMean(path, fixedPaths);
  const hint = meant ? `Did you mean ${meant}?` : 'Read are intents/*.yaml, specialists/*.yaml, prompts/*.yaml, examples/*.jsonl, knowledge/**/*.md and the known policies.';
  return [{ file: path, line: 1, message: 'is not a file of a catalogue', hint }];
}
