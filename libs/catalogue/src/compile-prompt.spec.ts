import { expect, test } from 'vitest';
import { compilePrompt } from './compile-prompt.js';
import { loadCatalogue } from './load-catalogue.js';
import type { Prompt } from './prompt.js';
import { shippedDir } from './shipped-catalogue.fixture.js';

const prompt = loadCatalogue(shippedDir).prompts.get('triage-2026') as Prompt;

test('given triage-2026, then its figures are the published ones', () => {
  const compiled = compilePrompt(prompt);
  expect(compiled).toMatchObject({ name: 'triage-2026', version: '1.0', maxTokens: 200, temperature: 0.2 });
  expect(compiled.guardrails.bannedIntents).toEqual(['account_deletion', 'legal_threat']);
});

test('given its examples, then they become a conversation in which the model answers JSON', () => {
  const { fewShot } = compilePrompt(prompt);
  expect(fewShot.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
  expect(fewShot[0]?.content).toBe('My order 12345 is late');
  expect(JSON.parse(fewShot[1]?.content ?? '')).toMatchObject({ intent: 'shipping_delay', sentiment: 'neutral', priority: 2 });
  expect(JSON.parse(fewShot[3]?.content ?? '')).toMatchObject({ intent: 'refund_request', sentiment: 'negative', priority: 2 });
});

test('given its guardrails, then the instructions name what the bot never answers and the shape of the answer', () => {
  const { system } = compilePrompt(prompt);
  expect(system).toContain('account_deletion, legal_threat');
  expect(system).toContain('"suggested_response": string');
});

test('given the same prompt, then the hash is the same; given any other, it differs', () => {
  const { sha256 } = compilePrompt(prompt);
  expect(compilePrompt(structuredClone(prompt)).sha256).toBe(sha256);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const others: Prompt[] = [
    { ...prompt, system: `${prompt.system} ` + 'Be kind.' },
    { ...prompt, version: '1.1' },
    { ...prompt, examples: prompt.examples.slice(1) },
    { ...prompt, guardrails: { ...prompt.guardrails, temperature: 0.3 } },
    { ...prompt, guardrails: { ...prompt.guardrails, max_tokens: 201 } },
    { ...prompt, guardrails: { ...prompt.guardrails, banned_intents: [] } },
  ];
  expect(new Set([sha256, ...others.map((other) => compilePrompt(other).sha256)]).size).toBe(others.length + 1);
});
