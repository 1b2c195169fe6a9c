import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { ModelMessage } from '@deskhand/model/model-request.js';
import type { TriagePrompt } from './compile-triage.js';
import type { Phrase } from './similar-phrases.js';

const remembered = 3;
const longest = 4_000;

/** What a model is sent to say what a customer wants (B74: with the last three messages). The same ticket, the same bytes. */
export function triageMessages({ system, fewShot }: TriagePrompt, { subject, text, history }: Pick<Received, 'subject' | 'text' | 'history'>, similar: readonly Phrase[]): ModelMessage[] {
  const examples = fewShot.map(({ role, content }): ModelMessage => (role === 'user' ? { role, content } : { role, content, toolCalls: [] }));
  const instructions = [system, ...(similar.length > 0 ? [`Phrases of other customers, and what they meant:\n${similar.map(({ text: said, intent }) => `- ${JSON.stringify(said)}: ${intent}`).join('\n')}`] : [])];
  const earlier = history.slice(-remembered).map(({ from, text: said }) => `Earlier, ${from}: ${said.slice(0, longest)}`);
  const ticket = [...earlier, ...(subject ? [`Subject: ${subject}`] : []), text.slice(0, longest)].join('\n');
  return [{ role: 'system', content: instructions.join('\n\n') }, ...examples, { role: 'user', content: ticket }];
}
