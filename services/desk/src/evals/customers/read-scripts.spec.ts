import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readScripts } from './read-scripts.js';

const folder = mkdtempSync(join(tmpdir(), 'deskhand-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'customers.yaml');
  writeFileSync(path, text);
  return path;
}

describe('readScripts', () => {
  it('reads a file or a folder, and knows where each customer stands', async () => {
    file('# two\n- name: a\n  messages: [hi]\n  expect: { state: replied }\n- name: b\n  as: cus_1\n  messages: [{ say: hi, expect: { intent: other } }, bye]\n  expect: { says: [x, y] }\n');
    const scripts = await readScripts(folder);
    expect(scripts.map(({ name, place }) => [name, place.split(':').at(-1)])).toEqual([['a', '2'], ['b', '5']]);
    expect(scripts[1]).toMatchObject({ messages: [{ say: 'hi', expect: { intent: ['other'] } }, { say: 'bye' }], expect: { says: ['x', 'y'] } });
  });

  it.each([
    ['- name: a\n  messages: []\n  expect: {}\n', /customers\.yaml:1: "messages"/],
    ['- name: a\n  messages: [x]\n  expect: {}\n- name: b\n  messages: [x]\n  expect: { sayz: x }\n', /customers\.yaml:4: "expect"/],
    ['- name: a\n  messages: [x]\n  expect: {}\n- name: a\n  messages: [x]\n  expect: {}\n', /"a" is also the name/],
    ['name: a\n', /must be a list/],
    ['- name: [\n', /customers\.yaml:\d+: /],
    ['[]\n', /no script/],
  ])('says what is wrong, and where: %j', async (text, sentence) => {
    await expect(readScripts(file(text))).rejects.toThrow(sentence);
  });

  it('says that there is no such file', async () => {
    await expect(readScripts(join(folder, 'nowhere.yaml'))).rejects.toThrow('cannot be read');
  });
});
