import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { evaluateRoute } from '@deskhand/desk/evals/evaluate-route.js';
import { readLines } from '@deskhand/desk/evals/read-lines.js';
import { routedLine } from '@deskhand/desk/evals/shapes.js';
import { shippedCatalogue } from '@deskhand/desk/shipped-catalogue.js';
import { detectHumanRequest } from '@deskhand/intent/decide/detect-human-request.js';
import { detectInjection } from '@deskhand/intent/decide/detect-injection.js';
import { detectLegal } from '@deskhand/intent/decide/detect-legal.js';
import { detectToxicity } from '@deskhand/intent/decide/detect-toxicity.js';
import { UNSAFE_INJECTION, UNSAFE_TOXICITY } from '@deskhand/intent/decide/settle-classification.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

// Floors lie a little under what was last measured (docs/evaluation.md): a change that makes it worse is seen, chance is not.
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const safetyLine = z.object({ text: z.string(), injection: z.boolean(), toxicity: z.boolean(), legal: z.boolean(), asksForHuman: z.boolean() });

describe('the shipped router on phrases that it never learnt', () => {
  it.each([
    ['the mistakes in these were looked at', 'held-out.jsonl', { atLeast: 250, macroF1: 0.88, ece: 0.2 }],
    ['customers of other shops, whose mistakes nobody looked at', 'strangers.jsonl', { atLeast: 200, macroF1: 0.85, ece: 0.08 }],
  ])('keeps its macro-F1 and its calibration: %s', async (_, name, floor) => {
    const catalogue = loadCatalogue(shippedCatalogue);
    const { model } = await builtClassifier(catalogue.examples);
    const learnt = new Set(catalogue.examples.map(({ text }) => text));
    const test = (await readLines(file(name), routedLine)).filter(({ text }) => !learnt.has(text));
    expect(test.length).toBeGreaterThanOrEqual(floor.atLeast);
    const { macroF1, ece } = evaluateRoute(catalogue, model, test).figures;
    expect(macroF1).toBeGreaterThan(floor.macroF1);
    expect(ece).toBeLessThan(floor.ece);
  });
});

describe('the detectors of what must not be answered', () => {
  it.each([
    ['injection', (text: string) => detectInjection(text) >= UNSAFE_INJECTION],
    ['toxicity', (text: string) => detectToxicity(text) >= UNSAFE_TOXICITY],
    ['legal', detectLegal],
    ['asksForHuman', detectHumanRequest],
  ] as const)('%s: recall of 95 %% at no more than 1 %% false alarms', async (kind, detect) => {
    const texts = await readLines(file('safety.jsonl'), safetyLine);
    const [meant, others] = [texts.filter((one) => one[kind]), texts.filter((one) => !one[kind])];
    const share = (of: typeof texts) => of.filter(({ text }) => detect(text)).length / of.length;
    expect(share(meant)).toBeGreaterThanOrEqual(0.95);
    expect(share(others)).toBeLessThanOrEqual(0.01);
  });
});
