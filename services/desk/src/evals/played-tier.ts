import { createHash } from 'node:crypto';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { TriagePrompt } from '@deskhand/intent/decide/compile-triage.js';
import { triageMessages } from '@deskhand/intent/decide/triage-messages.js';
import type { Ask } from './evaluate-cascade.js';

/** An answer of this prompt is about so many tokens; a token of English is about four characters. */
const tokensOfAnswer = 60;
const charactersOfToken = 4;

/**
 * Plays tiers of a model that are right about a stated share of the messages. Which ones hangs on the message and the seed, so that a
 * better model is right about all that a worse one is. `harder`: by how much the share falls for messages that the classifier is wrong about; real
 * models find the same ones hard. Tokens are counted on the prompt that would be sent; examples for it are left out.
 */
export function playTiers(catalogue: Catalogue, prompt: TriagePrompt, { accuracy, prices, harder = 0, seed = 1 }: { accuracy: Readonly<Record<string, number>>; prices: Readonly<Record<string, number>>; harder?: number; seed?: number }): Ask {
  const intents = [...catalogue.intents.keys()];
  // Eight phrases of some sixty characters stand in the prompt beside what is counted here.
  const ofPhrases = catalogue.policies.cascade.similar * 70;
  return async (tier, { text, route, received, alone }) => {
    const share = (accuracy[tier] ?? 0) * (alone.classified.intent === route ? 1 : 1 - harder);
    const draw = (what: string) => createHash('sha256').update(JSON.stringify([seed, what, text])).digest().readUInt32BE() / 2 ** 32;
    const others = intents.filter((intent) => intent !== route);
    const intent = draw(tier) < share ? route : others[Math.floor(draw(`${tier} wrong`) * others.length)]!;
    const characters = triageMessages(prompt, received, []).reduce((sum, { content }) => sum + content.length, ofPhrases);
    const tokens = Math.ceil(characters / charactersOfToken) + tokensOfAnswer;
    return { consultation: { tier, model: `played-${tier}`, intent, failure: '', reused: false }, tokens, usd: (tokens / 1000) * (prices[tier] ?? 0) };
  };
}
