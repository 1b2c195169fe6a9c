import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plant } from './plants.ts';

const root = join(import.meta.dirname, '../..');
const groups = ['libs', 'services'];
const left = new Set(['src', '.vite', '.deskhand', 'tsconfig.tsbuildinfo']);

/** The timer that a run can wait for; the shipped one is a day. */
const approvalExpiryMs = 20_000;

/** A copy of the build in `folder`, which no later build can change under the run, with the planted bug and a short timer in it. */
export async function snapshotBuild(folder: string, plant: Plant | undefined): Promise<void> {
  for (const name of [...groups, 'deploy', 'docs', 'scripts', 'package.json'])
    await cp(join(root, name), join(folder, name), { recursive: true, verbatimSymlinks: true, filter: (path) => !left.has(basename(path)) || path.includes('/node_modules/') });
  await linkModules(folder);
  await replace(folder, 'deploy/catalogue/policies/sla.yaml', 'approvalExpiry: 24h', `approvalExpiry: ${approvalExpiryMs / 1_000}s`);
  for (const { file, from, to } of plant?.changes ?? []) await replace(folder, file, from, to);
}

/** Everything from outside is shared; the desk's own packages are the copies. */
async function linkModules(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@deskhand'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@deskhand') await symlink(join(root, 'node_modules', name), join(modules, name));
  for (const group of groups)
    for (const name of await readdir(join(folder, group))) await symlink(join(folder, group, name), join(modules, '@deskhand', name));
  await symlink(join(folder, 'deploy/shop'), join(modules, '@deskhand/shop'));
}

async function replace(folder: string, file: string, from: string, to: string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold exactly once: ${from}\nThe code has changed: plant the bug anew in test/chaos/plants.ts.`);
  await writeFile(path, text.replace(from, () => to));
}
