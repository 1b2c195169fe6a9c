// Draws real customer messages for `deskhand send --file`: node test/evals/sample-messages.mjs --data DIR [--n 1000] [--seed 1] > messages.jsonl
// DIR holds bitext20k.jsonl and hint3_curekart_train.jsonl, one {"text",…} a line; half of the sample comes from each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { data: { type: 'string' }, n: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } } });
if (!values.data) {
  process.stderr.write('Say where the datasets are: --data DIR (bitext20k.jsonl and hint3_curekart_train.jsonl).\n');
  process.exit(2);
}
let state = Number(values.seed) >>> 0;
/** mulberry32 */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
/** The placeholders of generated texts, as a person would have filled them. */
function fill(text) {
  return text
    .replace(/\{\{(Order Number|Invoice Number)\}\}/g, () => String(10000 + Math.floor(random() * 89999)))
    .replace(/\{\{(Refund Amount|Money Amount)\}\}/g, () => (random() * 300).toFixed(2))
    .replace(/\{\{Currency Symbol\}\}/g, '$')
    .replace(/\{\{[^}]+\}\}/g, 'Springfield');
}
function draw(name, count) {
  const rows = readFileSync(join(values.data, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  return Array.from({ length: Math.min(count, rows.length) }, () => rows.splice(Math.floor(random() * rows.length), 1)[0]).map((row) => ({ from: name, text: fill(row.text) }));
}
const n = Number(values.n);
const drawn = [...draw('hint3_curekart_train.jsonl', n >> 1), ...draw('bitext20k.jsonl', n - (n >> 1))];
drawn.forEach(({ from, text }, index) => process.stdout.write(`${JSON.stringify({ id: `${from.split('_')[0].split('2')[0]}-${index}`, text })}\n`));
