import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { Failure } from '../../cli/failure.js';
import { type CustomerScript, customerScriptShape } from './customer-script.js';

/** The scripts of a YAML file, or of all in a folder. @throws Failure that names file and line */
export async function readScripts(path: string): Promise<CustomerScript[]> {
  const files = await filesOf(path);
  const scripts: CustomerScript[] = [];
  for (const file of files) scripts.push(...(await readFileOf(file)));
  const first = new Map<string, string>();
  for (const { name, place } of scripts) {
    if (first.has(name)) throw new Failure(`${place}: "${name}" is also the name of ${first.get(name)}: results could not be told apart.`);
    first.set(name, place);
  }
  if (scripts.length === 0) throw new Failure(`${path}: there is no script in it.`);
  return scripts;
}

async function filesOf(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    return (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(path, name));
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function readFileOf(file: string): Promise<CustomerScript[]> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) throw new Failure(`${file}:${lines.linePos(fault.pos[0]).line}: ${fault.message.split('\n')[0]}`);
  const list: unknown = document.toJS();
  if (!Array.isArray(list)) throw new Failure(`${file}: it must be a list of customers, each with a name, messages and what to expect.`);
  return list.map((one: unknown, at) => {
    const place = `${file}:${lines.linePos((document.getIn([at], true) as { range?: [number] }).range?.[0] ?? 0).line}`;
    const { data, error } = customerScriptShape.safeParse(one);
    if (data) return { ...data, place };
    const [{ path, message } = { path: [], message: '' }] = error.issues;
    throw new Failure(`${place}: ${path.length > 0 ? `"${path.join('.')}": ` : ''}${message}.`);
  });
}
