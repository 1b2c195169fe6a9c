import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { compileTriage, type TriagePrompt } from '../decide/compile-triage.js';
import type { PromptCache } from './prompt-cache.js';

/** Where the build leaves compiled prompts. */
export const builtPrompts = fileURLToPath(new URL('../../dist/prompts/', import.meta.url));

/** Compiled prompts by the hash of what they are made of: from the cache, from the build, else compiled now. Where it comes from changes nothing. */
export class CompiledPrompts {
  constructor(
    private readonly cache: PromptCache,
    private readonly folder: string = builtPrompts,
  ) {}

  async triage(catalogue: Catalogue): Promise<TriagePrompt> {
    const key = sourceHash(catalogue);
    const cached = readPrompt(await this.cache.get(key));
    if (cached) return cached;
    const built = readPrompt(await readFile(join(this.folder, `${key}.json`), 'utf8').catch(() => undefined));
    const prompt = built ?? compileTriage(catalogue, sha256);
    await this.cache.set(key, JSON.stringify(prompt));
    return prompt;
  }
}

/** A step of the build. Whole or not at all: two builds may run at once. */
export async function buildPrompt(catalogue: Catalogue, folder: string = builtPrompts): Promise<string> {
  const file = join(folder, `${sourceHash(catalogue)}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(compileTriage(catalogue, sha256)));
  await rename(`${file}.${process.pid}`, file);
  return file;
}

/** Raise it when compiling itself changes, so that nobody goes on with what an older release compiled. */
const compiler = 1;

function sourceHash({ prompts, policies, intents, aliases }: Catalogue): string {
  return sha256(JSON.stringify([compiler, prompts.get(policies.cascade.prompt), [...intents.values()].map(({ name, description, aliases: also }) => [name, description, also]), [...aliases]]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What an older or a broken cache holds is as good as nothing: a prompt proves itself by its own hash. */
function readPrompt(json: string | undefined): TriagePrompt | undefined {
  try {
    const { sha256: told, ...compiled } = JSON.parse(json ?? '') as TriagePrompt;
    return sha256(JSON.stringify(compiled)) === told ? { ...compiled, sha256: told } : undefined;
  } catch {
    return undefined;
  }
}
